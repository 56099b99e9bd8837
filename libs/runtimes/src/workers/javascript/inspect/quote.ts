const SPECIAL =
  // Control characters, quote, backslash, and halves of a surrogate pair that stand alone.
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f'\\\u007f-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SHORT: Readonly<Record<string, string>> = {
  '\b': String.raw`\b`,
  '\t': String.raw`\t`,
  '\n': String.raw`\n`,
  '\f': String.raw`\f`,
  '\r': String.raw`\r`,
  '\\': '\\\\',
};

/** A string as source text, in the quotes that need the fewest escapes. */
export function quote(text: string): string {
  const mark = quoteFor(text);
  const body = text.replace(SPECIAL, (char) => (char === "'" && mark !== "'" ? char : escapeChar(char)));
  return mark + body + mark;
}

function quoteFor(text: string): string {
  if (!text.includes("'")) return "'";
  if (!text.includes('"')) return '"';
  return text.includes('`') || text.includes('${') ? "'" : '`';
}

function escapeChar(char: string): string {
  if (char === "'") return String.raw`\'`;
  const short = SHORT[char];
  if (short !== undefined) return short;
  const code = char.charCodeAt(0);
  const hex = code.toString(16);
  return code > 255 ? `\\u${hex}` : `\\x${hex.toUpperCase().padStart(2, '0')}`;
}

/** A symbol as Node shows it, with control characters escaped. */
export function showSymbol(symbol: symbol): string {
  // eslint-disable-next-line no-control-regex
  return symbol.toString().replace(/[\u0000-\u001f\u007f-\u009f]/g, escapeChar);
}

/** The name of a property before its colon. */
export function showKey(key: string | symbol, isEnumerable: boolean): string {
  if (typeof key === 'symbol') return `[${showSymbol(key)}]`;
  if (key === '__proto__') return "['__proto__']";
  if (!isEnumerable) return `[${key}]`;
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quote(key);
}

export function showNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
