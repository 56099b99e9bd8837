import { proxyTarget } from '../inspect/hidden-state.ts';
import { inspect } from '../inspect/inspect.ts';
import { showNumber } from '../inspect/quote.ts';

/** The arguments of a `console` call as one text, with `%` placeholders, as Node's `util.format`. */
export function format(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== 'string') return values.map(showArgument).join(' ');
  if (rest.length === 0) return first;
  let used = 0;
  const text = first.replace(/%([sdifjoOc%])/g, (whole, kind: string) => {
    if (kind === '%') return '%';
    return used < rest.length ? showPlaceholder(kind, rest[used++]) : whole;
  });
  return [text, ...rest.slice(used).map(showArgument)].join(' ');
}

const showArgument = (value: unknown): string => (typeof value === 'string' ? value : inspect(value));

function showPlaceholder(kind: string, value: unknown): string {
  switch (kind) {
    case 's':
      return showAsString(value);
    case 'd':
      return showAsNumber(value, Number);
    case 'i':
      return showAsNumber(value, (given: unknown) => Number.parseInt(String(given), 10));
    case 'f':
      return typeof value === 'symbol' ? 'NaN' : showNumber(Number.parseFloat(String(value)));
    case 'j':
      return toJson(value);
    case 'o':
      return inspect(value, { showHidden: true, showProxy: true, depth: 4 });
    case 'O':
      return inspect(value);
    default:
      return '';
  }
}

function showAsNumber(value: unknown, convert: (value: unknown) => number): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return 'NaN';
  return showNumber(convert(value));
}

function showAsString(value: unknown): string {
  if (typeof value === 'number') return showNumber(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null || !hasBuiltInToString(value)) return String(value);
  return inspect(value, { depth: 0 });
}

/** Whether turning the object into a string would say nothing about it: the method is the language's own. */
function hasBuiltInToString(given: object): boolean {
  const value = proxyTarget(given) ?? given;
  const keys = (['toString', Symbol.toPrimitive] as const).filter(
    (key) => typeof Reflect.get(value, key) === 'function',
  );
  if (keys.length === 0) return true;
  let owner: object | null = value;
  while (owner && !keys.some((key) => Object.hasOwn(owner as object, key)))
    owner = Object.getPrototypeOf(owner) as object | null;
  if (owner === value || owner === null) return false;
  const maker: unknown = Object.getOwnPropertyDescriptor(owner, 'constructor')?.value;
  return typeof maker === 'function' && Reflect.get(globalThis, maker.name) === maker;
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch (error) {
    if (error instanceof TypeError && error.message.includes('circular')) return '[Circular]';
    throw error;
  }
}
