/** Text with the style its terminal sequences gave it. */
export interface StyledText {
  readonly text: string;
  /** Class of the style, such as `ansi-red ansi-bold`; empty for plain text. */
  readonly style: string;
}

const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** CSI and OSC sequences of ECMA-48, of which only colours and weight are shown; the rest is swallowed. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const SEQUENCE = /\u001B(?:\[([0-9;:?]*)[ -/]*([@-~])|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-Z\\^_])/g;
// oxlint-disable-next-line no-control-regex -- as above
const UNFINISHED = /\u001B(?:\[[0-9;:?]*[ -/]*|\][^\u0007\u001B]{0,200})?$/;

/**
 * Turns terminal sequences of a stream into styles. It keeps what a sequence split over two chunks needs; text that
 * holds none passes through untouched.
 */
export class AnsiReader {
  #rest = '';
  #colour = '';
  #isBold = false;

  read(chunk: string): readonly StyledText[] {
    let text = this.#rest + chunk;
    this.#rest = '';
    if (!text.includes('\u001B')) return text === '' ? [] : [{ text, style: this.#style() }];
    const unfinished = UNFINISHED.exec(text);
    if (unfinished) {
      this.#rest = unfinished[0];
      text = text.slice(0, unfinished.index);
    }
    const parts: StyledText[] = [];
    let from = 0;
    for (const match of text.matchAll(SEQUENCE)) {
      if (match.index > from) parts.push({ text: text.slice(from, match.index), style: this.#style() });
      from = match.index + match[0].length;
      if (match[2] === 'm') this.#select(match[1] ?? '');
    }
    if (from < text.length) parts.push({ text: text.slice(from), style: this.#style() });
    return parts;
  }

  #select(parameters: string): void {
    const codes = parameters.split(/[;:]/).map(Number);
    for (let index = 0; index < codes.length; index++) {
      const code = codes[index] ?? 0;
      if (code === 0) {
        this.#colour = '';
        this.#isBold = false;
      } else if (code === 1) this.#isBold = true;
      else if (code === 22) this.#isBold = false;
      else if (code === 39) this.#colour = '';
      // 256 and true colours: their parameters must not be read as codes of their own.
      else if (code === 38 || code === 48) index += codes[index + 1] === 2 ? 4 : 2;
      else if (code >= 30 && code <= 37) this.#colour = COLOURS[code - 30] ?? '';
      else if (code >= 90 && code <= 97) this.#colour = COLOURS[code - 90] ?? '';
    }
  }

  #style(): string {
    const classes = [this.#colour && `ansi-${this.#colour}`, this.#isBold && 'ansi-bold'];
    return classes.filter(Boolean).join(' ');
  }
}
