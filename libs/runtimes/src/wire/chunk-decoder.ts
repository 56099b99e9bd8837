import type { RunChunk } from '@pairlink/protocol';
import type { StreamName } from './output-ring.ts';

/** Turns bytes of interleaved streams into chunks of text, in order; characters may be split between pieces. */
export class ChunkDecoder {
  readonly #decoders = new Map<StreamName, TextDecoder>();
  #parts: { readonly kind: StreamName; text: string }[] = [];

  add(stream: StreamName, bytes: Uint8Array): void {
    let decoder = this.#decoders.get(stream);
    if (!decoder) {
      decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      this.#decoders.set(stream, decoder);
    }
    const text = decoder.decode(bytes, { stream: true });
    if (text === '') return;
    const last = this.#parts.at(-1);
    if (last?.kind === stream) last.text += text;
    else this.#parts.push({ kind: stream, text });
  }

  /** What came since the last call. */
  take(): RunChunk[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  /** The rest, with a replacement character for a character that never ended. */
  end(): RunChunk[] {
    for (const [kind, decoder] of this.#decoders) {
      const text = decoder.decode();
      if (text !== '') this.#parts.push({ kind, text });
    }
    return this.take();
  }
}
