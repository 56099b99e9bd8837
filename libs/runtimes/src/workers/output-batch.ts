import type { RunChunk } from '@pairlink/protocol';
import type { StreamName } from '../wire/output-ring.ts';
import { ChunkDecoder } from '../wire/chunk-decoder.ts';

const BATCH_MS = 16;
const BATCH_BYTES = 64 * 1024;
/** Batches that may leave at once within one period, so that a line printed before a long loop is not held back. */
const BURST = 8;

/** Collects output where there is no shared memory. A batch leaves per 16 ms or 64 KiB, small bursts at once. */
export class OutputBatch {
  readonly #post: (chunks: RunChunk[]) => void;
  readonly #decoder = new ChunkDecoder();
  #periodStart = 0;
  #sentInPeriod = 0;
  #bytes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(post: (chunks: RunChunk[]) => void) {
    this.#post = post;
  }

  write(stream: StreamName, bytes: Uint8Array): void {
    this.#decoder.add(stream, bytes.slice());
    this.#bytes += bytes.length;
    const now = performance.now();
    if (now - this.#periodStart >= BATCH_MS) {
      this.#periodStart = now;
      this.#sentInPeriod = 0;
    }
    if (this.#sentInPeriod < BURST || this.#bytes >= BATCH_BYTES) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#bytes = 0;
    const chunks = this.#decoder.take();
    if (chunks.length === 0) return;
    this.#sentInPeriod += 1;
    this.#post(chunks);
  }
}
