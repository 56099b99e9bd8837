/** A stretch of the original text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What takes the place of `at` up to `end`: new text, and copies of the original. */
export interface Edit {
  readonly at: number;
  readonly end: number;
  readonly parts: readonly (string | Span)[];
}

interface Piece {
  /** Where it lies in the new text. */
  readonly start: number;
  readonly length: number;
  /** Where it came from. */
  readonly from: number;
}

/** A text with edits, which knows for each place where it was before. */
export class EditedText {
  readonly code: string;
  readonly #original: string;
  readonly #pieces: readonly Piece[];

  constructor(original: string, edits: readonly Edit[]) {
    const pieces: Piece[] = [];
    let code = '';
    const copy = ({ from, to }: Span): void => {
      pieces.push({ start: code.length, length: to - from, from });
      code += original.slice(from, to);
    };
    let at = 0;
    for (const edit of edits.toSorted((a, b) => a.at - b.at)) {
      copy({ from: at, to: edit.at });
      for (const part of edit.parts) {
        if (typeof part === 'string') code += part;
        else copy(part);
      }
      at = edit.end;
    }
    copy({ from: at, to: original.length });
    this.code = code;
    this.#original = original;
    this.#pieces = pieces;
  }

  /** The place in the original, both numbers from 1; what was added counts as the end of what stands before it. */
  find(line: number, column: number): { readonly line: number; readonly column: number } {
    const offset = offsetOf(this.code, line, column);
    const piece = this.#pieces.findLast(({ start }) => start <= offset);
    const from = piece ? piece.from + Math.min(offset - piece.start, piece.length) : 0;
    const before = this.#original.slice(0, from);
    const lineStart = before.lastIndexOf('\n') + 1;
    return { line: before.split('\n').length, column: from - lineStart + 1 };
  }
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  return start + column - 1;
}
