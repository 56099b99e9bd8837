import { ApiPropertyOptional } from '@nestjs/swagger';
import type { PatchFileRequest } from '@pairlink/protocol';
import { IsString, ValidateIf } from 'class-validator';
import { isGiven } from './is-given.ts';
import { IsWellFormed } from './is-well-formed.ts';

/** What to change of a file or folder; everything else stays. */
export class PatchFileDto implements PatchFileRequest {
  @ApiPropertyOptional({ description: 'Where it is afterwards; a folder takes along all that is in it.' })
  @ValidateIf(isGiven)
  @IsString()
  path?: string;

  @ApiPropertyOptional({ description: 'New text of a file, applied as a diff to the live document.' })
  @ValidateIf(isGiven)
  @IsString()
  @IsWellFormed()
  content?: string;
}
