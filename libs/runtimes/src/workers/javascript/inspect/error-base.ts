import { cleanStack } from '../stack.ts';
import type { Context } from './context.ts';
import { prefixOf } from './names.ts';

/** An error's own text: its stack with the user's frames, and the class's real name in front. Changes `keys`. */
export function errorBase(context: Context, error: Error, { name, tag, keys }: ErrorParts): string {
  const ownName = String(error.name ?? 'Error');
  const raw = error.stack ? cleanStack(String(error.stack)) : Error.prototype.toString.call(error);
  dropRepeated(context, keys, { error, stack: raw });
  if ('cause' in error && !keys.includes('cause')) keys.push('cause');
  if (Array.isArray((error as AggregateError).errors) && !keys.includes('errors')) keys.push('errors');
  let stack = withRealName(raw, { name, ownName, tag });
  const messageAt = error.message ? stack.indexOf(error.message) : -1;
  const from = messageAt === -1 ? 0 : messageAt + error.message.length;
  if (!stack.includes('\n    at', from)) stack = `[${stack}]`;
  return context.indent === 0 ? stack : stack.replaceAll('\n', `\n${' '.repeat(context.indent)}`);
}

interface ErrorParts {
  readonly name: string | null;
  readonly tag: string;
  readonly keys: (string | symbol)[];
}

function dropRepeated(
  context: Context,
  keys: (string | symbol)[],
  { error, stack }: { error: Error; stack: string },
): void {
  if (context.showHidden) return;
  for (const key of ['name', 'message', 'stack'] as const) {
    const at = keys.indexOf(key);
    const value: unknown = error[key];
    if (at !== -1 && (typeof value !== 'string' || stack.includes(value) || key === 'stack'))
      keys.splice(at, 1);
  }
}

/** A class's error shows `Problem [Error]` or `Problem`, whatever its `name` says. */
function withRealName(
  stack: string,
  { name, ownName, tag }: { name: string | null; ownName: string; tag: string },
): string {
  const endsName = [undefined, ':', '\n'].includes(stack[ownName.length]);
  if (name !== null && !(ownName.endsWith('Error') && stack.startsWith(ownName) && endsName)) return stack;
  let fallback = 'Error';
  let length = ownName.length;
  if (name === null) {
    const found =
      /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) ?? /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = found?.[1] ?? '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const prefix = prefixOf(name, tag, { fallback }).slice(0, -1);
  if (ownName === prefix) return stack;
  if (!prefix.includes(ownName)) return `${prefix} [${ownName}]${stack.slice(length)}`;
  return length === 0 ? `${prefix}: ${stack}` : `${prefix}${stack.slice(length)}`;
}
