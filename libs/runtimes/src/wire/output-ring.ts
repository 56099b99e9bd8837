import type { SharedMemory } from './shared-memory.ts';
import { RING_BYTES, WORD } from './shared-memory.ts';

/**
 * What a piece of output is; the byte that leads its record in the ring. `rich` is what is no text: a `RunChunk` as one
 * line of JSON.
 */
export const STREAM = { stdout: 1, stderr: 2, input: 3, notice: 4, rich: 5 } as const;
export type StreamName = keyof typeof STREAM;

const HEADER_BYTES = 5;
const MAX_RECORD_BYTES = RING_BYTES / 4;

const distance = (from: number, to: number): number => (to - from) >>> 0;

/** A record read from the ring: raw bytes, which may end within a character. */
export interface RingRecord {
  readonly stream: StreamName;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Worker side. A write never loses anything: where the ring is full the worker waits until the frame has read, which
 * is also what keeps a program that prints without end from filling the page's memory.
 */
export class OutputRingWriter {
  readonly #memory: SharedMemory;
  readonly #announce: (isUrgent: boolean) => void;
  #isPressing = false;

  constructor(memory: SharedMemory, announce: (isUrgent: boolean) => void) {
    this.#memory = memory;
    this.#announce = announce;
  }

  write(stream: StreamName, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += MAX_RECORD_BYTES) {
      this.#writeRecord(stream, bytes.subarray(at, at + MAX_RECORD_BYTES));
    }
  }

  #writeRecord(stream: StreamName, bytes: Uint8Array): void {
    const { words, ring } = this.#memory;
    const size = HEADER_BYTES + bytes.length;
    const written = Atomics.load(words, WORD.written);
    let used = distance(Atomics.load(words, WORD.read), written);
    while (RING_BYTES - used < size) {
      this.#announce(true);
      Atomics.wait(words, WORD.read, (written - used) | 0, 1000);
      used = distance(Atomics.load(words, WORD.read), written);
    }
    const header = [
      STREAM[stream],
      bytes.length,
      bytes.length >>> 8,
      bytes.length >>> 16,
      bytes.length >>> 24,
    ];
    let at = (written >>> 0) % RING_BYTES;
    for (const byte of header) {
      ring[at] = byte;
      at = (at + 1) % RING_BYTES;
    }
    const first = Math.min(bytes.length, RING_BYTES - at);
    ring.set(bytes.subarray(0, first), at);
    ring.set(bytes.subarray(first), 0);
    Atomics.store(words, WORD.written, (written + size) | 0);
    this.#tell(used + size > RING_BYTES / 2);
  }

  #tell(isPressing: boolean): void {
    const isFirst = Atomics.exchange(this.#memory.words, WORD.announced, 1) === 0;
    if (isFirst || (isPressing && !this.#isPressing)) this.#announce(isPressing);
    this.#isPressing = isPressing;
  }
}

/** Frame side: takes everything that is in the ring. */
export function readOutputRing({ words, ring }: SharedMemory): RingRecord[] {
  // Before reading, so that a write during the read is announced again.
  Atomics.store(words, WORD.announced, 0);
  const records: RingRecord[] = [];
  let read = Atomics.load(words, WORD.read);
  const written = Atomics.load(words, WORD.written);
  const byteAt = (offset: number): number => ring[((read + offset) >>> 0) % RING_BYTES] ?? 0;
  while (read !== written) {
    const length = byteAt(1) | (byteAt(2) << 8) | (byteAt(3) << 16) | (byteAt(4) << 24);
    const bytes = new Uint8Array(length);
    const at = ((read + HEADER_BYTES) >>> 0) % RING_BYTES;
    const first = Math.min(length, RING_BYTES - at);
    bytes.set(ring.subarray(at, at + first));
    bytes.set(ring.subarray(0, length - first), first);
    records.push({ stream: streamOf(byteAt(0)), bytes });
    read = (read + HEADER_BYTES + length) | 0;
  }
  Atomics.store(words, WORD.read, read);
  Atomics.notify(words, WORD.read);
  return records;
}

const STREAM_BY_CODE: readonly StreamName[] = ['stdout', 'stdout', 'stderr', 'input', 'notice', 'rich'];

const streamOf = (code: number): StreamName => STREAM_BY_CODE[code] ?? 'stdout';
