import type { RunChunk } from '@pairlink/protocol';
import { ChunkDecoder } from '../wire/chunk-decoder.ts';
import { readOutputRing } from '../wire/output-ring.ts';
import type { SharedMemory } from '../wire/shared-memory.ts';

const PERIOD_MS = 16;

/** Reads a worker's ring at most once per 16 ms, or at once when it is filling up. */
export class OutputDrain {
  readonly #shared: SharedMemory;
  readonly #send: (chunks: RunChunk[]) => void;
  readonly #decoder = new ChunkDecoder();
  #lastMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(shared: SharedMemory, send: (chunks: RunChunk[]) => void) {
    this.#shared = shared;
    this.#send = send;
  }

  request(isUrgent: boolean): void {
    const waitMs = this.#lastMs + PERIOD_MS - performance.now();
    if (isUrgent || waitMs <= 0) this.#drain();
    else this.#timer ??= setTimeout(() => this.#drain(), waitMs);
  }

  /** Everything that is left; nothing is read after this. */
  finish(): void {
    this.#drain();
    const rest = this.#decoder.end();
    if (rest.length > 0) this.#send(rest);
  }

  #drain(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastMs = performance.now();
    for (const { stream, bytes } of readOutputRing(this.#shared)) this.#decoder.add(stream, bytes);
    const chunks = this.#decoder.take();
    if (chunks.length > 0) this.#send(chunks);
  }
}
