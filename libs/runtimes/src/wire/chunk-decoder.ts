import type { RunChunk, TestResult } from '@pairlink/protocol';
import type { StreamName } from './output-ring.ts';
import { readRichChunk } from './rich-chunk.ts';

/** Turns bytes of interleaved streams into chunks, in order; characters and chunks may be split between pieces. */
export class ChunkDecoder {
  readonly #decoders = new Map<StreamName, TextDecoder>();
  #chunks: RunChunk[] = [];
  /** The beginning of a chunk's JSON. */
  #rest = '';

  add(stream: StreamName, bytes: Uint8Array): void {
    let decoder = this.#decoders.get(stream);
    if (!decoder) {
      decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      this.#decoders.set(stream, decoder);
    }
    this.#append(stream, decoder.decode(bytes, { stream: true }));
  }

  /** What came since the last call. */
  take(): RunChunk[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    return chunks;
  }

  /** The rest, with a replacement character for a character that never ended. */
  end(): RunChunk[] {
    for (const [stream, decoder] of this.#decoders) this.#append(stream, decoder.decode());
    return this.take();
  }

  #append(stream: StreamName, text: string): void {
    if (text === '') return;
    if (stream === 'rich') return this.#appendRich(text);
    const last = this.#chunks.at(-1);
    if (last?.kind === stream)
      this.#chunks[this.#chunks.length - 1] = { kind: stream, text: last.text + text };
    else this.#chunks.push({ kind: stream, text });
  }

  #appendRich(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const chunk = readRichChunk(line);
      if (chunk) this.#push(chunk);
    }
  }

  #push(chunk: RunChunk): void {
    const last = this.#chunks.at(-1);
    if (chunk.kind === 'tests' && last?.kind === 'tests') {
      const results: TestResult[] = [...last.results, ...chunk.results];
      this.#chunks[this.#chunks.length - 1] = { kind: 'tests', results };
    } else this.#chunks.push(chunk);
  }
}
