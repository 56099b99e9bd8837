import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { CreateFileRequest } from '@pairlink/protocol';
import { IsOptional, IsString } from 'class-validator';
import { IsWellFormed } from './is-well-formed.ts';

/** What paths may be, `parsePath` says; sizes are the operator's to set. */
export class CreateFileDto implements CreateFileRequest {
  @ApiProperty({ example: 'src/search.py', description: 'Folders on the way are made.' })
  @IsString()
  path!: string;

  @ApiPropertyOptional({ default: '' })
  @IsOptional()
  @IsString()
  @IsWellFormed()
  content?: string;
}
