import type { CreateSessionRequest, LanguageId, TemplateId } from '@pairlink/protocol';
import { TEMPLATES } from '@pairlink/protocol';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { IsPlainText } from './is-plain-text.ts';
import { IsWellFormed } from './is-well-formed.ts';
import { SeedFileDto } from './seed-file.dto.ts';

const TEMPLATE_IDS = TEMPLATES.map(({ id }) => id);

/** Lengths and sizes are the operator's to set: `session-content.ts` checks them. */
export class CreateSessionDto implements CreateSessionRequest {
  @ApiPropertyOptional({ description: 'One of GET /api/languages.', example: 'python', type: String })
  @IsOptional()
  @IsString()
  language?: LanguageId;

  @ApiPropertyOptional({
    description: 'Brings its language, title and files; not together with `code`.',
    enum: TEMPLATE_IDS,
  })
  @IsOptional()
  @IsIn(TEMPLATE_IDS)
  template?: TemplateId;

  @ApiPropertyOptional({ example: 'Binary search' })
  @IsOptional()
  @IsString()
  @IsPlainText()
  title?: string;

  @ApiPropertyOptional({ description: 'Text of the entry file; the language’s starter when missing.' })
  @IsOptional()
  @IsString()
  @IsWellFormed()
  code?: string;

  @ApiPropertyOptional({ type: [SeedFileDto] })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SeedFileDto)
  files?: SeedFileDto[];

  @ApiPropertyOptional({
    description:
      'Path of the one of `files` that Run starts with, where it is not the usual one; not with `code`.',
  })
  @IsOptional()
  @IsString()
  entry?: string;

  @ApiPropertyOptional({ description: 'Listed by GET /api/sessions, for anybody to edit.' })
  @IsOptional()
  @IsBoolean()
  isPublic?: boolean;

  @ApiPropertyOptional({ description: 'Asked of everybody but the host.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsWellFormed()
  password?: string;
}
