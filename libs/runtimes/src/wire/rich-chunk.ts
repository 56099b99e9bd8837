import type { RunChunk } from '@pairlink/protocol';

/**
 * A chunk as a worker wrote it, or `null`. A program can do as it likes with its worker, so the shape is not taken for
 * granted.
 */
export function readRichChunk(json: string): RunChunk | null {
  let chunk: unknown;
  try {
    chunk = JSON.parse(json);
  } catch {
    return null;
  }
  return isRichChunk(chunk) ? chunk : null;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isMaybeText: Check = (value) => value === undefined || isText(value);
const isMaybeNumber: Check = (value) => value === undefined || Number.isFinite(value);
const isList =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

/** Exactly these fields. */
const isRecord =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((name) => Object.hasOwn(fields, name)) &&
    Object.entries(fields).every(([name, check]) => check(Reflect.get(value, name)));

const isOneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    isText(value) && words.includes(String(value));

const isResult = isRecord({
  path: (value) => isList(isText)(value) && Array.isArray(value) && value.length > 0,
  status: isOneOf('passed', 'failed', 'skipped'),
  durationMs: isMaybeNumber,
  message: isMaybeText,
  file: isMaybeText,
  line: (value) => value === undefined || Number.isInteger(value),
});

const KINDS: readonly Check[] = [
  isRecord({
    kind: isOneOf('image'),
    mime: isOneOf('image/png', 'image/svg+xml'),
    base64: (value) => /^[\w+/]*={0,2}$/.test(isText(value) ? String(value) : '?'),
    alt: isMaybeText,
    slot: isMaybeText,
  }),
  isRecord({ kind: isOneOf('table'), columns: isList(isText), rows: isList(isList(isText)) }),
  isRecord({ kind: isOneOf('tests'), results: isList(isResult) }),
];

const isRichChunk = (value: unknown): value is RunChunk => KINDS.some((check) => check(value));
