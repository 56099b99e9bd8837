import type { RunChunk, RunRecord } from '@pairlink/protocol';
import { isSameSlot } from '../session/fold-run.ts';
import { AnsiReader } from './ansi.ts';

export type TextKind = Extract<RunChunk, { text: string }>['kind'];

export interface OutputSpan {
  readonly kind: TextKind;
  readonly text: string;
  readonly style: string;
}

export interface LineRow {
  readonly kind: 'line';
  readonly spans: readonly OutputSpan[];
  readonly isEnded: boolean;
}

export type ImageRow = Extract<RunChunk, { kind: 'image' }>;
export type TableRow = Extract<RunChunk, { kind: 'table' }>;
export type TestsRow = Extract<RunChunk, { kind: 'tests' }>;

/** One row of the output, in the order printed. Objects never change, so that an equal one needs no new rendering. */
export type OutputRow = LineRow | ImageRow | TableRow | TestsRow;

/** Rows that are rendered together; only the last block of a log still grows. */
export interface OutputBlock {
  readonly id: number;
  readonly rows: readonly OutputRow[];
}

export interface OutputSnapshot {
  readonly blocks: readonly OutputBlock[];
  /** True when earlier output is no longer here. */
  readonly isCut: boolean;
}

export interface OutputLogOptions {
  /** Calls back once, soon: the browser's `requestAnimationFrame`. */
  readonly schedule: (render: () => void) => void;
  /** UTF-16 units kept; older blocks go first. */
  readonly maxLength?: number;
}

interface GrowingBlock {
  readonly id: number;
  readonly rows: OutputRow[];
  length: number;
  /** What was told to listeners, while it is still true. */
  told: OutputBlock | undefined;
}

const ROWS_PER_BLOCK = 100;
/** A longer line is broken, so that no single element becomes a burden. */
const LINE_LENGTH = 4096;
/** A little more than a session shares of a run, so that of a shared one nothing goes. */
const MAX_LENGTH = 1280 * 1024;
/** What a picture, a table or a tree of tests counts for, in UTF-16 units. */
const RICH_LENGTH = 1000;
const EMPTY: OutputSnapshot = { blocks: [], isCut: false };

/**
 * The output of one run at a time as rows to render: bounded, and told to listeners at most once per frame however
 * fast a program prints.
 */
export class OutputLog {
  readonly #options: Required<OutputLogOptions>;
  readonly #listeners = new Set<() => void>();
  #snapshot = EMPTY;
  #isScheduled = false;

  #runId: string | undefined;
  #seen: readonly RunChunk[] = [];
  #ansi = new AnsiReader();
  #blocks: GrowingBlock[] = [];
  #nextBlockId = 0;
  #length = 0;
  #isCut = false;
  #tests: TestsRow | undefined;

  constructor(options: OutputLogOptions) {
    this.#options = { maxLength: MAX_LENGTH, ...options };
  }

  readonly getSnapshot = (): OutputSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows a run: reads only what came since the last call when it is the same one. */
  show(run: Pick<RunRecord, 'runId' | 'chunks' | 'isCut'> | undefined): void {
    const chunks = run?.chunks ?? [];
    if (run?.runId !== this.#runId || !continues(chunks, this.#seen)) this.#reset(run?.runId);
    this.#redraw(chunks);
    for (const chunk of newChunks(chunks, this.#seen)) this.#append(chunk);
    this.#seen = chunks;
    this.#isCut ||= run?.isCut ?? false;
    this.#trim();
    this.#announce();
  }

  /** Empties the view; what the run prints from now on still appears. */
  clear(): void {
    this.#blocks = [];
    this.#length = 0;
    this.#isCut = false;
    this.#tests = undefined;
    this.#announce();
  }

  /** Everything kept, as somebody would paste it. */
  toText(): string {
    return this.#blocks
      .flatMap(({ rows }) => rows)
      .map(rowText)
      .join('');
  }

  #reset(runId: string | undefined): void {
    this.#runId = runId;
    this.#seen = [];
    this.#ansi = new AnsiReader();
    this.clear();
  }

  /** Puts later stages of drawings where the earlier ones stand. */
  #redraw(chunks: readonly RunChunk[]): void {
    for (const [index, before] of this.#seen.entries()) {
      const now = chunks[index];
      if (now?.kind === 'image' && now !== before)
        this.#exchange((row) => isImage(row) && isSameSlot(row, now), now);
    }
  }

  #exchange(isWanted: (row: OutputRow) => boolean, row: OutputRow): void {
    for (const block of this.#blocks) {
      const index = block.rows.findIndex(isWanted);
      if (index === -1) continue;
      block.rows[index] = row;
      block.told = undefined;
    }
  }

  #append(chunk: RunChunk): void {
    if (chunk.kind === 'tests') return this.#appendTests(chunk);
    if (chunk.kind === 'image' || chunk.kind === 'table') return this.#push(chunk, RICH_LENGTH);
    for (const { text, style } of this.#ansi.read(chunk.text)) {
      let from = 0;
      while (from < text.length) {
        const newline = text.indexOf('\n', from);
        const end = Math.min(newline === -1 ? text.length : newline + 1, from + LINE_LENGTH);
        this.#extendLine({ kind: chunk.kind, text: text.slice(from, end), style });
        from = end;
      }
    }
  }

  /** All results of a run stand together, where the first of them came. */
  #appendTests(chunk: TestsRow): void {
    const before = this.#tests;
    const now: TestsRow = before ? { kind: 'tests', results: [...before.results, ...chunk.results] } : chunk;
    this.#tests = now;
    if (before) this.#exchange((row) => row === before, now);
    else this.#push(now, RICH_LENGTH);
  }

  #extendLine(span: OutputSpan): void {
    const isEnded = span.text.endsWith('\n');
    const piece = isEnded ? { ...span, text: span.text.slice(0, -1) } : span;
    const block = this.#blocks.at(-1);
    const row = block?.rows.at(-1);
    const isOpen = row?.kind === 'line' && !row.isEnded && lengthOf(row) < LINE_LENGTH;
    // Our own word never stands in the program's line.
    const isApart =
      row?.kind === 'line' && (row.spans.at(-1)?.kind === 'notice') !== (span.kind === 'notice');
    if (!block || !isOpen || isApart) {
      this.#push({ kind: 'line', spans: piece.text === '' ? [] : [piece], isEnded }, piece.text.length + 1);
      return;
    }
    block.rows[block.rows.length - 1] = { kind: 'line', spans: joinSpan(row.spans, piece), isEnded };
    block.length += piece.text.length;
    block.told = undefined;
    this.#length += piece.text.length;
  }

  #push(row: OutputRow, length: number): void {
    let block = this.#blocks.at(-1);
    if (!block || block.rows.length >= ROWS_PER_BLOCK) {
      block = { id: this.#nextBlockId++, rows: [], length: 0, told: undefined };
      this.#blocks.push(block);
    }
    block.rows.push(row);
    block.told = undefined;
    block.length += length;
    this.#length += length;
  }

  #trim(): void {
    while (this.#length > this.#options.maxLength && this.#blocks.length > 1) {
      this.#length -= this.#blocks.shift()?.length ?? 0;
      this.#isCut = true;
    }
  }

  #announce(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#options.schedule(() => {
      this.#isScheduled = false;
      this.#snapshot = { blocks: this.#freeze(), isCut: this.#isCut };
      for (const listener of this.#listeners) listener();
    });
  }

  /** Blocks that did not change since the last snapshot keep their identity. */
  #freeze(): readonly OutputBlock[] {
    return this.#blocks.map((block) => (block.told ??= { id: block.id, rows: [...block.rows] }));
  }
}

/**
 * Whether `chunks` is `seen` with more at its end. Records are replaced, never changed, so it is enough to look at the
 * border; the last chunk seen may since have been joined with text that followed it.
 */
function continues(chunks: readonly RunChunk[], seen: readonly RunChunk[]): boolean {
  const last = seen.length - 1;
  if (chunks === seen || last < 0) return true;
  if (last > 0 && !isSame(chunks[last - 1], seen[last - 1])) return false;
  return isSame(chunks[last], seen[last]) || addedText(chunks[last], seen[last]) !== undefined;
}

const isImage = (row: OutputRow): row is ImageRow => row.kind === 'image';

const isSame = (now: RunChunk | undefined, before: RunChunk | undefined): boolean =>
  now === before || isSameSlot(now, before);

/** What `now` has more than `before`, two states of one chunk; `undefined` when it is another chunk. */
function addedText(now: RunChunk | undefined, before: RunChunk | undefined): string | undefined {
  if (now === before) return '';
  if (!now || !before || now.kind !== before.kind || !('text' in now) || !('text' in before))
    return undefined;
  return now.text.startsWith(before.text) ? now.text.slice(before.text.length) : undefined;
}

function newChunks(chunks: readonly RunChunk[], seen: readonly RunChunk[]): readonly RunChunk[] {
  const last = seen.length - 1;
  const joined = chunks[last];
  const text = addedText(joined, seen[last]);
  const rest = chunks.slice(seen.length);
  return joined && 'text' in joined && text ? [{ kind: joined.kind, text }, ...rest] : rest;
}

function joinSpan(spans: readonly OutputSpan[], piece: OutputSpan): readonly OutputSpan[] {
  if (piece.text === '') return spans;
  const last = spans.at(-1);
  if (last?.kind !== piece.kind || last.style !== piece.style) return [...spans, piece];
  return [...spans.slice(0, -1), { ...last, text: last.text + piece.text }];
}

const lengthOf = (row: LineRow): number => row.spans.reduce((length, { text }) => length + text.length, 0);

/** A row as somebody would paste it. */
export function rowText(row: OutputRow): string {
  if (row.kind === 'line') return row.spans.map(({ text }) => text).join('') + (row.isEnded ? '\n' : '');
  if (row.kind === 'table')
    return [row.columns, ...row.rows].map((cells) => `${cells.join('\t')}\n`).join('');
  if (row.kind === 'tests')
    return row.results.map(({ path, status }) => `${status}: ${path.join(' › ')}\n`).join('');
  return `[picture: ${row.alt ?? 'no description'}]\n`;
}
