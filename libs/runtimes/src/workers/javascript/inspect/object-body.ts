import type { Body, Key, Subject } from './body.ts';
import { ownKeys } from './body.ts';
import type { Context } from './context.ts';
import { errorBase } from './error-base.ts';
import { functionBase } from './function-base.ts';
import { bufferEntries, collectionBody, listBody, promiseEntries } from './entries.ts';
import {
  bufferKind,
  isArguments,
  isDataView,
  isDate,
  isError,
  isModule,
  isPromise,
  isRegExp,
  unbox,
} from './kinds.ts';
import { prefixOf } from './names.ts';
import { quote, showNumber, showSymbol } from './quote.ts';

const NO_ENTRIES = (): string[] => [];

/** What an object consists of, or, where there is nothing inside, its whole text. */
export function bodyOf(context: Context, subject: Subject): Body | string {
  const { value } = subject;
  if (Symbol.iterator in value || subject.name === null) {
    const body = listBody(context, subject) ?? collectionBody(context, subject);
    if (body !== undefined) return body;
  }
  return plainBody(context, subject, ownKeys(context, value));
}

function plainBody(context: Context, subject: Subject, keys: Key[]): Body | string {
  const { value, name, tag } = subject;
  const prefix = (fallback: string): string => prefixOf(name, tag, { fallback });
  const braced = (fallback: string, entries: Body['entries'], shown: readonly Key[] = keys): Body => ({
    base: '',
    braces: [`${prefix(fallback)}{`, '}'],
    keys: shown,
    entries,
  });
  const withBase = (base: string): Body | string =>
    keys.length === 0 ? base : { base, braces: ['{', '}'], keys, entries: NO_ENTRIES };

  if (typeof value === 'function') return withBase(functionBase(value, name, tag));
  if (isArguments(value)) return bracedOrEmpty('[Arguments] {', keys);
  if (name === 'Object' && tag === '' && !isSpecial(value)) return bracedOrEmpty('{', keys);
  if (isRegExp(value))
    return withBase(named(prefix('RegExp'), 'RegExp', RegExp.prototype.toString.call(value)));
  if (isDate(value)) return withBase(named(prefix('Date'), 'Date', dateText(value)));
  if (isError(value)) {
    const base = errorBase(context, value, { name, tag, keys });
    return withBase(base);
  }
  const buffer = bufferKind(value);
  if (buffer)
    return braced(buffer, (_context) => bufferEntries(_context, value as ArrayBuffer), [
      'byteLength',
      ...keys,
    ]);
  if (isDataView(value))
    return braced('DataView', NO_ENTRIES, ['byteLength', 'byteOffset', 'buffer', ...keys]);
  if (isPromise(value)) return braced('Promise', (_context, depth) => promiseEntries(_context, value, depth));
  if (value instanceof WeakSet) return braced('WeakSet', () => ['<items unknown>']);
  if (value instanceof WeakMap) return braced('WeakMap', () => ['<items unknown>']);
  if (isModule(value)) return braced('Module', NO_ENTRIES);
  const boxed = unbox(value);
  if (boxed) return boxedBody(subject, keys, boxed);
  return bracedOrEmpty(`${prefix('Object')}{`, keys);
}

const bracedOrEmpty = (open: string, keys: readonly Key[]): Body | string =>
  keys.length === 0 ? `${open}}` : { base: '', braces: [open, '}'], keys, entries: NO_ENTRIES };

/** Objects whose constructor was replaced by `Object`, or that hide behind it. */
const isSpecial = (value: object): boolean =>
  isError(value) ||
  isPromise(value) ||
  isDate(value) ||
  isRegExp(value) ||
  bufferKind(value) !== null ||
  unbox(value) !== null;

const named = (prefix: string, usual: string, text: string): string =>
  prefix === `${usual} ` ? text : prefix + text;

const dateText = (date: Date): string =>
  Number.isNaN(Date.prototype.getTime.call(date))
    ? Date.prototype.toString.call(date)
    : Date.prototype.toISOString.call(date);

function boxedBody(
  { name, tag }: Subject,
  keys: Key[],
  { type, primitive }: { type: string; primitive: unknown },
): Body | string {
  const own = typeof primitive === 'string' ? keys.slice(primitive.length) : keys;
  let base = `[${type}`;
  if (type !== name) base += name === null ? ' (null prototype)' : ` (${name})`;
  base += `: ${primitiveText(primitive)}]`;
  if (tag !== '' && tag !== name) base += ` [${tag}]`;
  return own.length === 0 ? base : { base, braces: ['{', '}'], keys: own, entries: NO_ENTRIES };
}

function primitiveText(primitive: unknown): string {
  if (typeof primitive === 'string') return quote(primitive);
  if (typeof primitive === 'number') return showNumber(primitive);
  if (typeof primitive === 'symbol') return showSymbol(primitive);
  return typeof primitive === 'bigint' ? `${primitive}n` : String(primitive);
}
