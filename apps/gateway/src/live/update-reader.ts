/** Why bytes are not a Yjs update (v1) that this server takes. Thrown by the reader, caught by the validator. */
export class MalformedUpdate extends Error {
  override readonly name = 'MalformedUpdate';
}

const MAX_UINT32 = 0xffffffff;
/** Clocks stay below 2^31: Yjs computes some of them with 32-bit operators. */
const MAX_CLOCK = 0x7fffffff;

const CARRIAGE_RETURN = 13;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the parts of an update and refuses what no client of ours writes, before anything is allocated for it. */
export class UpdateReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new MalformedUpdate('The update ends too early.');
    return value;
  }

  clientId(): number {
    return this.#varUint(MAX_UINT32);
  }

  clock(): number {
    return this.#varUint(MAX_CLOCK);
  }

  /** A number of things that follow, each of at least one byte: a larger count cannot be true. */
  count(): number {
    return this.#varUint(this.#bytes.length - this.#at);
  }

  /** A length of content that is not in the update itself (deleted runs). */
  runLength(maxLength: number): number {
    const length = this.#varUint(maxLength);
    if (length === 0) throw new MalformedUpdate('An entry is empty.');
    return length;
  }

  string(maxBytes: number): string {
    const sizeBytes = this.#varUint(Math.min(maxBytes, this.#bytes.length - this.#at));
    const start = this.#at;
    this.#at += sizeBytes;
    return decode(this.#bytes.subarray(start, this.#at));
  }

  /** The size of a text of the document, which is UTF-8, not empty and has LF for line ends. */
  text(): { readonly length: number; readonly sizeBytes: number } {
    const sizeBytes = this.#varUint(this.#bytes.length - this.#at);
    const start = this.#at;
    const end = start + sizeBytes;
    if (sizeBytes === 0) throw new MalformedUpdate('An entry is empty.');
    let isAscii = true;
    for (let i = start; i < end; i++) {
      const byte = this.#bytes[i] ?? 0;
      if (byte === CARRIAGE_RETURN) throw new MalformedUpdate('Line ends are LF.');
      if (byte >= 0x80) isAscii = false;
    }
    this.#at = end;
    return { length: isAscii ? sizeBytes : decode(this.#bytes.subarray(start, end)).length, sizeBytes };
  }

  #varUint(max: number): number {
    let value = 0;
    let factor = 1;
    for (let read = 0; read < 8; read++) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (value > max) throw new MalformedUpdate('A number is out of range.');
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new MalformedUpdate('A number is too long.');
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new MalformedUpdate('A text is not valid UTF-8.');
  }
}
