import type { Position } from './source-map.ts';

const OURS = /pairlink-\w+\.js|\$pairlink|<anonymous>\)?$/;
const PLACE = /([^\s()@]+):(\d+):(\d+)\)?$/;

/** Finds where a place of the text that runs was in the file as it was written. */
export type PlaceFinder = (line: number, column: number) => Position | null;

/** By the name under which stack traces show a module; filled by the linker. */
export const placeFinders = new Map<string, PlaceFinder>();

/** A stack trace without Pairlink's own frames, its places in the files as they were written. */
export function cleanStack(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => !(isFrame(line) && OURS.test(line)))
    .map((line) => (isFrame(line) ? mapFrame(line) : line))
    .join('\n');
}

/** The first place in a stack trace that lies in the user's files. */
export function firstPlace(stack: string): Position | null {
  for (const line of cleanStack(stack).split('\n')) {
    const found = isFrame(line) ? PLACE.exec(line) : null;
    const [, path, row, column] = found ?? [];
    if (path !== undefined) return { path: decodeURI(path), line: Number(row), column: Number(column) };
  }
  return null;
}

// V8 begins a frame with "at", Firefox and Safari put a name and "@" before the address.
const isFrame = (line: string): boolean => /^\s+at /.test(line) || /@\S+:\d+:\d+$/.test(line);

function mapFrame(line: string): string {
  const [, name = '', row, column] = PLACE.exec(line) ?? [];
  const place = originalPlace(name, Number(row), Number(column));
  return place
    ? line.replace(`${name}:${row}:${column}`, `${place.path}:${place.line}:${place.column}`)
    : line;
}

function originalPlace(name: string, line: number, column: number): Position | null {
  return placeFinders.get(decodeURI(name))?.(line, column) ?? null;
}
