import type { Context } from './context.ts';

export type Key = string | symbol;

/** An object taken apart for showing. */
export interface Body {
  readonly base: string;
  readonly braces: readonly [string, string];
  /** Properties that are shown after the entries. */
  readonly keys: readonly Key[];
  readonly list?: { readonly items: ArrayLike<unknown> | null };
  /** Elements, before any properties. */
  readonly entries: (context: Context, depth: number) => string[];
}

export interface Subject {
  readonly value: object;
  /** Of its constructor; `null` without prototype. */
  readonly name: string | null;
  readonly tag: string;
}

/** The keys that are shown: enumerable ones, symbols last. */
export function ownKeys(context: Context, value: object): Key[] {
  if (context.showHidden) return Reflect.ownKeys(value);
  const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
  return [...moduleOrObjectKeys(value), ...symbols];
}

function moduleOrObjectKeys(value: object): string[] {
  try {
    return Object.keys(value);
  } catch {
    // A module that has not been evaluated yet refuses to tell which of its names are enumerable.
    return Object.getOwnPropertyNames(value);
  }
}
