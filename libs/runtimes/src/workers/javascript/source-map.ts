const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A place in a file of the session; both numbers count from 1. */
export interface Position {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

interface Segment {
  readonly column: number;
  readonly source: number;
  readonly line: number;
  readonly originalColumn: number;
}

/** A source map, read as far as stack traces need. @see https://tc39.es/ecma426/ */
export class SourceMap {
  readonly #sources: readonly string[];
  readonly #lines: Segment[][];

  constructor(json: string) {
    const { sources, mappings } = JSON.parse(json) as { sources: string[]; mappings: string };
    this.#sources = sources.map((source) => source.replace(/^(?:session|entry):/, ''));
    this.#lines = readMappings(mappings);
  }

  /** Where generated code came from. */
  find(line: number, column: number): Position | null {
    const segments = this.#lines[line - 1] ?? [];
    const hit = segments.findLast((segment) => segment.column < column) ?? segments[0];
    const path = hit && this.#sources[hit.source];
    return hit && path !== undefined ? { path, line: hit.line + 1, column: hit.originalColumn + 1 } : null;
  }
}

/** Reads a map when it is first needed, which for most programs is never. */
export function lazySourceMap(json: string): (line: number, column: number) => Position | null {
  let map: SourceMap | undefined;
  return (line, column) => {
    map ??= new SourceMap(json);
    return map.find(line, column);
  };
}

function readMappings(mappings: string): Segment[][] {
  let source = 0;
  let line = 0;
  let originalColumn = 0;
  return mappings.split(';').map((text) => {
    let column = 0;
    return text
      .split(',')
      .map((piece) => readNumbers(piece))
      .filter((numbers) => numbers.length >= 4)
      .map(([columnStep = 0, sourceStep = 0, lineStep = 0, originalStep = 0]) => {
        column += columnStep;
        source += sourceStep;
        line += lineStep;
        originalColumn += originalStep;
        return { column, source, line, originalColumn };
      });
  });
}

function readNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of text) {
    const bits = DIGITS.indexOf(digit);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
