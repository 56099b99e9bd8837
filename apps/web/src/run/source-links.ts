/** A place in a file that a program named in its output. */
export interface SourcePlace {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column?: number;
}

export interface SourceLink extends SourcePlace {
  /** Where the link stands in the text. */
  readonly from: number;
  readonly to: number;
}

/** What follows the name of a file: `:3:9`, `(3,9)`, `", line 3`. */
const PLACE = /:(\d{1,7})(?::(\d{1,7}))?|\((\d{1,7}),(\d{1,7})\)|", line (\d{1,7})/g;
const PART_OF_NAME = /[\p{L}\p{N}_.-]/u;

/**
 * Finds the places of the session's own files in what a program printed. It looks for places first and for a known
 * name before each: text without an end costs no more than its length.
 */
export class SourceLinks {
  readonly #byLastUnit = new Map<string, string[]>();

  constructor(paths: readonly string[]) {
    // The longest name wins: `lib/main.py` is not `main.py`.
    for (const path of paths.toSorted((one, other) => other.length - one.length)) {
      const last = path.slice(-1);
      this.#byLastUnit.set(last, [...(this.#byLastUnit.get(last) ?? []), path]);
    }
  }

  find(text: string): readonly SourceLink[] {
    const links: SourceLink[] = [];
    for (const match of text.matchAll(PLACE)) {
      const path = this.#pathBefore(text, match.index);
      if (path === undefined) continue;
      const line = Number(match[1] ?? match[3] ?? match[5]);
      const column = match[2] ?? match[4];
      const link = { path, line, from: match.index - path.length, to: match.index + match[0].length };
      if (line > 0) links.push(column === undefined ? link : { ...link, column: Number(column) });
    }
    return links;
  }

  #pathBefore(text: string, end: number): string | undefined {
    const candidates = this.#byLastUnit.get(text.charAt(end - 1)) ?? [];
    return candidates.find((path) => {
      const from = end - path.length;
      return text.startsWith(path, from) && !PART_OF_NAME.test(text.charAt(from - 1));
    });
  }
}
