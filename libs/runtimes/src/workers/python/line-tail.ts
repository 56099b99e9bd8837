const MAX_BYTES = 1024;
const LINE_FEED = 10;

/** The unfinished last line of what was printed: what a person reads as the question when the program wants input. */
export class LineTail {
  #bytes = new Uint8Array();

  add(bytes: Uint8Array): void {
    const end = bytes.lastIndexOf(LINE_FEED);
    if (end >= 0) this.#bytes = bytes.slice(end + 1).slice(-MAX_BYTES);
    else if (bytes.length > 0) {
      const joined = new Uint8Array(this.#bytes.length + bytes.length);
      joined.set(this.#bytes);
      joined.set(bytes, this.#bytes.length);
      this.#bytes = joined.slice(-MAX_BYTES);
    }
  }

  /** The line so far; the next begins after the answer to it. */
  take(): string {
    const text = new TextDecoder().decode(this.#bytes);
    this.#bytes = new Uint8Array();
    return text;
  }
}
