import type { LanguageId, PatchSessionRequest } from '@pairlink/protocol';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Length, ValidateIf } from 'class-validator';
import { isGiven } from './is-given.ts';
import { IsPlainText } from './is-plain-text.ts';
import { IsWellFormed } from './is-well-formed.ts';

/** What to change of a session; everything else stays. */
export class PatchSessionDto implements PatchSessionRequest {
  @ApiPropertyOptional()
  @ValidateIf(isGiven)
  @IsString()
  @IsPlainText()
  title?: string;

  @ApiPropertyOptional({ description: 'One of GET /api/languages.', type: String })
  @ValidateIf(isGiven)
  @IsString()
  language?: LanguageId;

  @ApiPropertyOptional({ description: 'New text of the entry file, applied as a diff to the live document.' })
  @ValidateIf(isGiven)
  @IsString()
  @IsWellFormed()
  code?: string;

  @ApiPropertyOptional({ description: 'Host only.' })
  @ValidateIf(isGiven)
  @IsBoolean()
  isPublic?: boolean;

  @ApiPropertyOptional({ description: 'Host only.' })
  @ValidateIf(isGiven)
  @IsBoolean()
  isLocked?: boolean;

  @ApiPropertyOptional({ description: 'Host only; `null` takes it away.', nullable: true, type: String })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsWellFormed()
  password?: string | null;
}
