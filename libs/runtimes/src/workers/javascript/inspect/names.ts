/**
 * The name of the nearest constructor on the prototype chain; `null` for an object without a prototype. A chain that
 * ends without one is described by its first link, unless the describer has no room for that.
 */
export function constructorName(
  value: object,
  describePrototype: (prototype: object) => string | null,
): string | null {
  const first = Object.getPrototypeOf(value) as object | null;
  for (let at: object | null = value; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const own: unknown = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof own === 'function' && own.name !== '' && isInstance(value, own)) return own.name;
  }
  if (first === null) return null;
  const kind = typeof value === 'function' ? 'Function' : 'Object';
  const inner = describePrototype(first);
  if (inner === null) return `${kind} <Complex prototype>`;
  return `${kind} <${constructorName(first, describePrototype) ?? inner}>`;
}

function isInstance(value: object, maker: unknown): boolean {
  try {
    return typeof maker === 'function' && value instanceof maker;
  } catch {
    return false;
  }
}

/** What stands before an object's braces, with a space after it: `Point `, `Map(2) `, `Object [JSON] `. */
export function prefixOf(
  name: string | null,
  tag: string,
  { fallback, size = '' }: { fallback: string; size?: string },
): string {
  if (name === null) {
    const base = `[${fallback}${size}: null prototype] `;
    return tag !== '' && fallback !== tag ? `${base}[${tag}] ` : base;
  }
  return tag !== '' && name !== tag ? `${name}${size} [${tag}] ` : `${name}${size} `;
}

/** The object's `Symbol.toStringTag`, unless it is shown as a property anyway. */
export function tagOf(value: object, showHidden: boolean): string {
  const tag = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  if (typeof tag !== 'string' || tag === '') return '';
  const isShown = showHidden
    ? Object.hasOwn(value, Symbol.toStringTag)
    : Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag);
  return isShown ? '' : tag;
}
