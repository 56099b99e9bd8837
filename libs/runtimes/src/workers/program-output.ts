import type { RunChunk } from '@pairlink/protocol';
import type { StreamName } from '../wire/output-ring.ts';
import { OutputRingWriter } from '../wire/output-ring.ts';
import type { SharedMemory } from '../wire/shared-memory.ts';
import { OutputBatch } from './output-batch.ts';
import type { WorkerPort } from './worker-port.ts';

/** What a program prints, on its way to the frame; cut after `maxBytes`. */
export class ProgramOutput {
  readonly #encoder = new TextEncoder();
  readonly #sink: { write(stream: StreamName, bytes: Uint8Array): void; flush(): void };
  #bytesLeft = Number.POSITIVE_INFINITY;
  #maxBytes = 0;

  constructor(port: Pick<WorkerPort, 'post'>, shared: SharedMemory | null) {
    if (shared) {
      const ring = new OutputRingWriter(shared, (isUrgent) => port.post({ kind: 'drain', isUrgent }));
      this.#sink = { write: (stream, bytes) => ring.write(stream, bytes), flush: () => {} };
    } else {
      this.#sink = new OutputBatch((chunks: RunChunk[]) => port.post({ kind: 'output', chunks }));
    }
  }

  limit(maxBytes: number): void {
    this.#maxBytes = maxBytes;
    this.#bytesLeft = maxBytes;
  }

  write(stream: StreamName, text: string): void {
    if (this.#bytesLeft > 0) this.writeBytes(stream, this.#encoder.encode(text));
  }

  /** UTF-8, which may end within a character. */
  writeBytes(stream: StreamName, bytes: Uint8Array): void {
    if (this.#bytesLeft <= 0) return;
    this.#sink.write(stream, bytes.subarray(0, this.#bytesLeft));
    this.#bytesLeft -= bytes.length;
    if (this.#bytesLeft <= 0) {
      const mib = (this.#maxBytes / 1024 / 1024).toFixed(1);
      this.#sink.write('notice', this.#encoder.encode(`\nOutput was cut here, after ${mib} MiB.\n`));
      // A program that prints without end may never give a timer its turn.
      this.#sink.flush();
    }
  }

  /** A picture, a table or results of tests; these count for themselves, and do not use up what text may take. */
  writeChunk(chunk: RunChunk): void {
    this.writeRich(JSON.stringify(chunk));
  }

  /** The same, as JSON already. */
  writeRich(json: string): void {
    this.#sink.write('rich', this.#encoder.encode(`${json}\n`));
  }

  flush(): void {
    this.#sink.flush();
  }
}
