import type { Context } from './context.ts';
import { peekIterator, promiseState } from './hidden-state.ts';
import { isMap, isMapIterator, isSet, isSetIterator, isTypedArray, typedArrayName } from './kinds.ts';
import { layOut } from './layout.ts';
import { prefixOf } from './names.ts';
import type { Body, Key, Subject } from './body.ts';
import { ownKeys } from './body.ts';
import { showNumber } from './quote.ts';

const plural = (count: number): string => (count > 1 ? 's' : '');
const moreItems = (count: number): string => `... ${count} more item${plural(count)}`;
const isIndex = (key: Key): boolean =>
  typeof key === 'string' && /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < 2 ** 32 - 1;

/** Arrays and typed arrays. */
export function listBody(context: Context, { value, name, tag }: Subject): Body | string | undefined {
  const isArray = Array.isArray(value);
  if (!isArray && !isTypedArray(value)) return undefined;
  const fallback = isArray ? 'Array' : typedArrayName(value);
  const isPlain = isArray && name === 'Array' && tag === '';
  const prefix = isPlain ? '' : prefixOf(name, tag, { fallback, size: `(${value.length})` });
  const keys = ownKeys(context, value).filter((key) => !isIndex(key));
  if (value.length === 0 && keys.length === 0) return `${prefix}[]`;
  const entries: Body['entries'] = isArray
    ? (inner, depth) => arrayEntries(inner, value, depth)
    : (inner) => typedArrayEntries(inner, value);
  return { base: '', braces: [`${prefix}[`, ']'], keys, list: { items: value }, entries };
}

function arrayEntries(context: Context, array: readonly unknown[], depth: number): string[] {
  const limit = Math.min(context.maxArrayLength, array.length);
  const entries: string[] = [];
  let at = 0;
  const present = holesIn(array, limit) ? Object.keys(array).filter(isIndex).map(Number) : null;
  while (at < array.length && entries.length < limit) {
    const next = present ? (present.find((index) => index >= at) ?? array.length) : at;
    if (next > at) {
      entries.push(`<${next - at} empty item${plural(next - at)}>`);
      at = next;
    } else {
      entries.push(context.showElement(array, at, depth));
      at += 1;
    }
  }
  if (at < array.length) entries.push(moreItems(array.length - at));
  return entries;
}

function holesIn(array: readonly unknown[], limit: number): boolean {
  for (let at = 0; at < limit; at += 1) if (!Object.hasOwn(array, at)) return true;
  return false;
}

function typedArrayEntries(context: Context, array: ArrayLike<number | bigint>): string[] {
  const limit = Math.min(context.maxArrayLength, array.length);
  const entries: string[] = [];
  for (let at = 0; at < limit; at += 1) {
    const element = array[at] ?? 0;
    entries.push(typeof element === 'bigint' ? `${element}n` : showNumber(element));
  }
  if (array.length > limit) entries.push(moreItems(array.length - limit));
  return entries;
}

/** Maps, sets and their iterators. */
export function collectionBody(context: Context, subject: Subject): Body | string | undefined {
  const { value, name, tag } = subject;
  if (isMapIterator(value)) return iteratorBody(context, subject, 'Map');
  if (isSetIterator(value)) return iteratorBody(context, subject, 'Set');
  const kind = isSet(value) ? 'Set' : isMap(value) ? 'Map' : undefined;
  if (kind === undefined) return undefined;
  const items: readonly unknown[] =
    kind === 'Set' ? [...Set.prototype.values.call(value)] : [...Map.prototype.entries.call(value)];
  const prefix = prefixOf(name, tag, { fallback: kind, size: `(${items.length})` });
  const keys = ownKeys(context, value);
  if (items.length === 0 && keys.length === 0) return `${prefix}{}`;
  const show = (inner: Context, item: unknown, depth: number): string => {
    if (kind === 'Set') return inner.showValue(item, depth);
    const [key, held] = item as [unknown, unknown];
    return `${inner.showValue(key, depth)} => ${inner.showValue(held, depth)}`;
  };
  return {
    base: '',
    braces: [`${prefix}{`, '}'],
    keys,
    entries: (inner, depth) => limited(inner, items, (item) => show(inner, item, depth)),
  };
}

function iteratorBody(context: Context, { value, tag }: Subject, kind: 'Map' | 'Set'): Body {
  const usual = `${kind} Iterator`;
  const items = peekIterator(value as Iterator<unknown>);
  const isPairs = isEntryIterator(items, kind);
  const shown = tag === usual || tag === '' ? usual : `${tag}] [${usual}`;
  const label = isPairs ? shown.replace(/ Iterator$/, ' Entries') : shown;
  return {
    base: '',
    braces: [`[${label}] {`, '}'],
    keys: ownKeys(context, value),
    entries: (inner, depth) =>
      limited(inner, items, (item) =>
        isPairs ? showPair(inner, item as [unknown, unknown], depth) : inner.showValue(item, depth),
      ),
  };
}

const showPair = (inner: Context, [key, held]: [unknown, unknown], depth: number): string => {
  const entries = [inner.showValue(key, depth), inner.showValue(held, depth)];
  return layOut(inner, { entries, base: '', braces: ['[', ']'], list: { items: null }, depth });
};

/** Whether an iterator came from `entries()`; learnt from what it gives, as the engine does not tell. */
function isEntryIterator(items: readonly unknown[], kind: 'Map' | 'Set'): boolean {
  const pairs = items.length > 0 && items.every((item) => Array.isArray(item) && item.length === 2);
  if (!pairs) return false;
  return kind === 'Map' || items.every((item) => Object.is((item as unknown[])[0], (item as unknown[])[1]));
}

function limited(context: Context, items: readonly unknown[], show: (item: unknown) => string): string[] {
  const limit = Math.min(context.maxArrayLength, items.length);
  context.indent += 2;
  const entries = items.slice(0, limit).map(show);
  context.indent -= 2;
  if (items.length > limit) entries.push(moreItems(items.length - limit));
  return entries;
}

export function promiseEntries(context: Context, promise: Promise<unknown>, depth: number): string[] {
  const state = promiseState(promise);
  if (state.kind === 'pending') return ['<pending>'];
  context.indent += 2;
  const text = context.showValue(state.value, depth);
  context.indent -= 2;
  return [state.kind === 'rejected' ? `<rejected> ${text}` : text];
}

export function bufferEntries(context: Context, buffer: ArrayBufferLike): string[] {
  const bytes = new Uint8Array(buffer);
  const limit = Math.min(context.maxArrayLength, bytes.length);
  const hex = Array.from(bytes.subarray(0, limit), (byte) => byte.toString(16).padStart(2, '0'));
  const more = bytes.length - limit;
  if (more > 0) hex.push(`... ${more} more byte${plural(more)}`);
  return [`[Uint8Contents]: <${hex.join(' ')}>`];
}
