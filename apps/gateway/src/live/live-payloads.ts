import type { JoinMode, JoinRequest, RunChunk, RunResult } from '@pairlink/protocol';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

// Controls, and characters that reorder what stands around them: a name must not change how others read.
const PLAIN = /^[^\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]*$/u;
const MAX_CHUNK_LENGTH = 256 * 1024;
const MAX_CHUNKS = 2000;

const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() : value;
const trimmedOrNone = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : trimmed({ value });

// Lengths of names and titles are the operator's to set: the session checks them.
export class JoinDto implements JoinRequest {
  @IsOptional()
  @Transform(trimmedOrNone)
  @IsString()
  @Matches(PLAIN, { message: 'name has characters that are not for names' })
  name?: string;

  @IsIn(['crdt', 'text'])
  mode!: JoinMode;
}

export class NameDto {
  @Transform(trimmed)
  @IsString()
  @IsNotEmpty()
  @Matches(PLAIN, { message: 'name has characters that are not for names' })
  name!: string;
}

export class LanguageDto {
  /** Judged by the operator's list: an unknown one is no malformed payload but `unsupported-language`. */
  @IsString()
  language!: string;
}

export class TitleDto {
  @Transform(trimmed)
  @IsString()
  @Matches(PLAIN, { message: 'title has characters that are not for titles' })
  title!: string;
}

export class CodeDto {
  @IsString()
  code!: string;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  fileId?: string;
}

export class TypingDto {
  @IsBoolean()
  isTyping!: boolean;
}

export class RunStartDto extends LanguageDto {
  @IsString()
  @Length(1, 255)
  entry!: string;
}

class RunDto {
  @IsString()
  @Length(1, 64)
  runId!: string;
}

export class RunOutputDto extends RunDto {
  @IsArray()
  @ArrayMaxSize(MAX_CHUNKS)
  @Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) && value.every(isChunk) ? value : undefined,
  )
  chunks!: readonly RunChunk[];

  @IsOptional()
  @IsInt()
  @Min(0)
  n?: number;
}

class ResultDto {
  @IsIn(['finished', 'failed', 'stopped', 'lost'])
  kind!: RunResult['kind'];

  @IsOptional()
  @IsInt()
  exitCode?: number;

  @IsNumber({ allowInfinity: false, allowNaN: false })
  @Min(0)
  durationMs!: number;
}

export class RunEndDto extends RunDto {
  @ValidateNested()
  @Type(() => ResultDto)
  result!: ResultDto;
}

export class RunPromptDto extends RunDto {
  @IsString()
  @MaxLength(2000)
  prompt!: string;
}

export class RunInputDto extends RunDto {
  @IsString()
  @MaxLength(10_000)
  text!: string;
}

/** A result as the wire has it; `exitCode` belongs to programs that came to an end by themselves. */
export function toRunResult({ kind, exitCode, durationMs }: ResultDto): RunResult {
  return kind === 'finished' || kind === 'failed'
    ? { kind, exitCode: exitCode ?? 0, durationMs }
    : { kind, durationMs };
}

const TEXT_CHUNKS = new Set<unknown>(['stdout', 'stderr', 'input', 'notice']);

function isChunk(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const chunk: Fields = { ...value };
  if (TEXT_CHUNKS.has(chunk['kind'])) return hasOnly(chunk, ['kind', 'text']) && isShort(chunk['text']);
  switch (chunk['kind']) {
    case 'image':
      return isImage(chunk);
    case 'table':
      return isTable(chunk);
    case 'tests':
      return hasOnly(chunk, ['kind', 'results']) && isListOf(chunk['results'], isTestResult);
    default:
      return false;
  }
}

function isImage(chunk: Fields): boolean {
  if (!hasOnly(chunk, ['kind', 'mime', 'base64', 'alt', 'slot'])) return false;
  const isKnown = chunk['mime'] === 'image/png' || chunk['mime'] === 'image/svg+xml';
  return (
    isKnown && isShort(chunk['base64']) && isNoneOr(chunk['alt'], isShort) && isNoneOr(chunk['slot'], isShort)
  );
}

const isTable = (chunk: Fields): boolean =>
  hasOnly(chunk, ['kind', 'columns', 'rows']) && isRow(chunk['columns']) && isListOf(chunk['rows'], isRow);

function isTestResult(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const result: Fields = { ...value };
  const { path, status, durationMs, message, file, line } = result;
  return (
    hasOnly(result, ['path', 'status', 'durationMs', 'message', 'file', 'line']) &&
    isRow(path) &&
    Array.isArray(path) &&
    path.length > 0 &&
    (status === 'passed' || status === 'failed' || status === 'skipped') &&
    isNoneOr(durationMs, Number.isFinite) &&
    isNoneOr(message, isShort) &&
    isNoneOr(file, isShort) &&
    isNoneOr(line, Number.isInteger)
  );
}

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const isShort: Check = (value) => typeof value === 'string' && value.length <= MAX_CHUNK_LENGTH;
const isListOf = (value: unknown, check: Check): boolean => Array.isArray(value) && value.every(check);
const isRow: Check = (value) => isListOf(value, isShort);
const isNoneOr = (value: unknown, check: Check): boolean => value === undefined || check(value);
const hasOnly = (value: object, keys: readonly string[]): boolean =>
  Object.keys(value).every((key) => keys.includes(key));
