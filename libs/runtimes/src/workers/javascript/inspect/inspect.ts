import type { Context } from './context.ts';
import { createContext } from './context.ts';
import { bodyOf } from './object-body.ts';
import { quote, showKey, showNumber, showSymbol } from './quote.ts';
import { proxyTarget } from './hidden-state.ts';
import { isRegExp } from './kinds.ts';
import { layOut } from './layout.ts';
import { constructorName, prefixOf, tagOf } from './names.ts';

/** The key of a method by which an object shows itself; the same symbol as Node's. */
export const CUSTOM = Symbol.for('nodejs.util.inspect.custom');

const MIN_SPLIT_LENGTH = 16;

/** What kind of entry a property is: shown with its name, or as an element of a list. */
type EntryKind = 'property' | 'element' | 'extra';

/**
 * A value as text, in the format of Node's `util.inspect` without colours.
 * @see https://nodejs.org/docs/latest-v20.x/api/util.html#utilinspectobject-options
 */
export function inspect(value: unknown, options: Readonly<Record<string, unknown>> = {}): string {
  const context = createContext(options, (inner) => ({
    showValue: (item, depth) => showValue(inner, item, depth),
    showElement: (list, at, depth) =>
      showProperty(inner, { value: list, key: String(at), kind: 'element', depth }),
  }));
  return showValue(context, value, 0);
}

/** Shows a value that lies `depth` levels deep. */
function showValue(context: Context, value: unknown, depth: number): string {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null))
    return showPrimitive(context, value);
  const target = unwrapProxy(value);
  if (context.customInspect) {
    const custom = showCustom(context, { value: target, receiver: value, depth });
    if (custom !== undefined) return custom;
  }
  if (context.seen.includes(target)) {
    const index = context.circular.get(target) ?? context.circular.size + 1;
    context.circular.set(target, index);
    return `[Circular *${index}]`;
  }
  return showObject(context, target, depth);
}

function unwrapProxy(value: object): object {
  let target = value;
  for (let inner = proxyTarget(target); inner; inner = proxyTarget(target)) target = inner;
  return target;
}

function showCustom(
  context: Context,
  { value, receiver, depth }: { value: object; receiver: object; depth: number },
): string | undefined {
  const show = (value as Record<symbol, unknown>)[CUSTOM];
  if (typeof show !== 'function' || show === inspect) return undefined;
  if ((value as { constructor?: { prototype?: unknown } }).constructor?.prototype === value) return undefined;
  const left = context.depth === null ? null : context.depth - depth;
  const shown: unknown = show.call(receiver, left, { ...context.userOptions, stylize: String }, inspect);
  if (shown === receiver) return undefined;
  if (typeof shown === 'object') return showValue(context, shown, depth);
  return String(shown).replaceAll('\n', `\n${' '.repeat(context.indent)}`);
}

function showPrimitive(context: Context, value: unknown): string {
  if (typeof value === 'string') return showString(context, value);
  if (typeof value === 'number') return showNumber(value);
  if (typeof value === 'symbol') return showSymbol(value);
  return typeof value === 'bigint' ? `${value}n` : String(value);
}

function showString(context: Context, text: string): string {
  const more = text.length - context.maxStringLength;
  const rest = more > 0 ? `... ${more} more character${more > 1 ? 's' : ''}` : '';
  const shown = more > 0 ? text.slice(0, context.maxStringLength) : text;
  const isLong = shown.length > MIN_SPLIT_LENGTH && shown.length > context.breakLength - context.indent - 4;
  if (!isLong) return quote(shown) + rest;
  const lines = shown.split(/(?<=\n)/).map((line) => quote(line));
  return lines.join(` +\n${' '.repeat(context.indent + 2)}`) + rest;
}

function showObject(context: Context, value: object, depth: number): string {
  const name = constructorName(value, (prototype) =>
    context.depth !== null && depth > context.depth
      ? null
      : inspect(prototype, { ...context.userOptions, customInspect: false, depth: -1 }),
  );
  const tag = tagOf(value, context.showHidden);
  const body = bodyOf(context, { value, name, tag });
  if (typeof body === 'string') return body;
  if (context.depth !== null && depth > context.depth) {
    if (isRegExp(value)) return body.base;
    const shown = prefixOf(name, tag, { fallback: 'Object' }).slice(0, -1);
    return name === null ? shown : `[${shown}]`;
  }
  const inner = depth + 1;
  context.seen.push(value);
  context.currentDepth = inner;
  const entries = body.entries(context, inner);
  for (const key of body.keys)
    entries.push(showProperty(context, { value, key, kind: body.list ? 'extra' : 'property', depth: inner }));
  context.seen.pop();
  const index = context.circular.get(value);
  const reference = index === undefined ? '' : `<ref *${index}>`;
  const base = [reference, body.base].filter((part) => part !== '').join(' ');
  if (context.sorted) sortProperties(entries, body.list ? body.keys.length : entries.length);
  return layOut(context, { ...body, entries, base, depth: inner });
}

/** Elements of a list keep their order; only its further properties are sorted. */
function sortProperties(entries: string[], count: number): void {
  entries.push(...entries.splice(entries.length - count).sort());
}

/** One property, with its name or, as an element of a list, without. */
function showProperty(
  context: Context,
  { value, key, kind, depth }: { value: object; key: string | symbol; kind: EntryKind; depth: number },
): string {
  const descriptor = Object.getOwnPropertyDescriptor(value, key) ?? {
    value: (value as Record<string | symbol, unknown>)[key],
    enumerable: true,
  };
  const text = showDescriptor(context, descriptor, depth);
  return kind === 'element' ? text : `${showKey(key, descriptor.enumerable !== false)}: ${text}`;
}

function showDescriptor(context: Context, descriptor: PropertyDescriptor, depth: number): string {
  if (descriptor.value !== undefined) {
    context.indent += 2;
    const text = showValue(context, descriptor.value, depth);
    context.indent -= 2;
    return text;
  }
  if (descriptor.get) return descriptor.set ? '[Getter/Setter]' : '[Getter]';
  return descriptor.set ? '[Setter]' : 'undefined';
}
