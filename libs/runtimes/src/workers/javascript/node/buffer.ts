type Encoding = 'utf8' | 'utf-8' | 'hex' | 'base64' | 'base64url' | 'latin1' | 'binary' | 'ascii';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const MAX_SHOWN = 50;

const fromBinary = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0) & 255);

function encode(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'hex':
      return Uint8Array.from(text.match(/[\da-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16));
    case 'base64':
    case 'base64url':
      return fromBinary(
        atob(
          text
            .replaceAll('-', '+')
            .replaceAll('_', '/')
            .replace(/[^\w+/]/g, ''),
        ),
      );
    case 'latin1':
    case 'binary':
    case 'ascii':
      return fromBinary(text);
    case 'utf8':
    case 'utf-8':
      return new TextEncoder().encode(text);
    default:
      throw new TypeError(`Unknown encoding: ${String(encoding)}`);
  }
}

/** The part of Node's `Buffer` that turns bytes into text and back. */
export class Buffer extends Uint8Array {
  static override from(source: unknown, encoding?: unknown): Buffer {
    if (typeof source === 'string') return new Buffer(encode(source, (encoding ?? 'utf8') as Encoding));
    if (source instanceof ArrayBuffer) return new Buffer(source);
    return new Buffer(source as ArrayLike<number>);
  }

  static alloc(size: number, fill: number | string = 0): Buffer {
    return new Buffer(size).fill(typeof fill === 'string' ? fill.charCodeAt(0) : fill);
  }

  static allocUnsafe(size: number): Buffer {
    return new Buffer(size);
  }

  static concat(parts: readonly Uint8Array[]): Buffer {
    const whole = new Buffer(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  static byteLength(text: string, encoding: Encoding = 'utf8'): number {
    return encode(text, encoding).length;
  }

  static isBuffer(value: unknown): value is Buffer {
    return value instanceof Buffer;
  }

  override toString(encoding: Encoding = 'utf8'): string {
    if (encoding === 'utf8' || encoding === 'utf-8') return new TextDecoder().decode(this);
    if (encoding === 'hex') return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const binary = Array.from(this, (byte) => String.fromCharCode(byte)).join('');
    if (encoding === 'base64') return btoa(binary);
    if (encoding === 'base64url') {
      return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    }
    return binary;
  }

  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, at) => byte === other[at]);
  }

  toJSON(): { readonly type: 'Buffer'; readonly data: readonly number[] } {
    return { type: 'Buffer', data: [...this] };
  }

  [INSPECT](): string {
    const shown = [...this.subarray(0, MAX_SHOWN)].map((byte) => byte.toString(16).padStart(2, '0'));
    const rest = this.length - shown.length;
    const more = rest > 0 ? ` ... ${rest} more byte${rest > 1 ? 's' : ''}` : '';
    return `<Buffer${shown.length > 0 ? ` ${shown.join(' ')}` : ''}${more}>`;
  }
}
