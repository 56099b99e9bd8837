import { ApiProperty } from '@nestjs/swagger';
import type { CreateFolderRequest } from '@pairlink/protocol';
import { IsString } from 'class-validator';

export class CreateFolderDto implements CreateFolderRequest {
  @ApiProperty({ example: 'src/shop' })
  @IsString()
  path!: string;
}
