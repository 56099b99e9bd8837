import { functionKind } from './kinds.ts';

/** How a function or class is named: `[Function: f]`, `[class B extends A]`. */
export function functionBase(value: Function, name: string | null, tag: string): string {
  const source = Function.prototype.toString.call(value);
  if (isClass(source)) return classBase(value, name, tag);
  const kind = functionKind(value);
  let base = `[${kind}`;
  if (name === null) base += ' (null prototype)';
  base += value.name === '' ? ' (anonymous)]' : `: ${value.name}]`;
  if (name !== kind && name !== null) base += ` ${name}`;
  if (tag !== '' && name !== tag) base += ` [${tag}]`;
  return base;
}

function isClass(source: string): boolean {
  return source.startsWith('class') && source.endsWith('}') && /^class\b/.test(source);
}

function classBase(value: Function, name: string | null, tag: string): string {
  let base = `[class ${Object.hasOwn(value, 'name') && value.name ? value.name : '(anonymous)'}`;
  if (name !== 'Function' && name !== null) base += ` [${name}]`;
  if (tag !== '' && name !== tag) base += ` [${tag}]`;
  if (name === null) return `${base} extends null]`;
  const parent = (Object.getPrototypeOf(value) as { name?: unknown } | null)?.name;
  return `${base}${typeof parent === 'string' && parent !== '' ? ` extends ${parent}` : ''}]`;
}
