import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { IsWellFormed } from './is-well-formed.ts';

export class SeedFileDto {
  @ApiProperty({ example: 'src/search.py' })
  @IsString()
  path!: string;

  @ApiProperty()
  @IsString()
  @IsWellFormed()
  content!: string;
}
