import { contentHash, encodeBytes } from '@pairlink/collab';
import type { DocSyncReply } from '@pairlink/protocol';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import * as Y from 'yjs';
import { meters } from '../ops/metrics/meters.ts';

const deflate = promisify(deflateRaw);

/** Below this a deflated snapshot saves nothing worth a thread's time. */
const DEFLATE_FROM_BYTES = 2048;

interface Whole {
  readonly version: number;
  readonly stateVector: Uint8Array;
  readonly contentHash: string;
  update?: Uint8Array;
  deflated?: Promise<Uint8Array>;
}

export type SyncEncoding = 'v1' | 'v2-deflate-raw';

/** Answers to `doc-sync`. Of a document that does not change, everything is computed once for all who join. */
export class SyncReplies {
  #whole: Whole | undefined;

  /** `known` is the client's state vector. Reads the document at once, and answers when it is packed. */
  answer(
    { doc, version }: { doc: Y.Doc; version: number },
    { known, encoding }: { known: Uint8Array; encoding: SyncEncoding },
  ): () => Promise<DocSyncReply> {
    meters.resyncs.inc();
    const whole = this.#wholeAt(doc, version);
    const isNew = known.length <= 1;
    const reply = { stateVector: encodeBytes(whole.stateVector), contentHash: whole.contentHash };
    if (encoding === 'v1') {
      if (isNew) whole.update ??= Y.encodeStateAsUpdate(doc);
      const update = isNew && whole.update ? whole.update : Y.encodeStateAsUpdate(doc, known);
      return () => Promise.resolve({ ...reply, update: encodeBytes(update) });
    }
    if (isNew) whole.deflated ??= pack(Y.encodeStateAsUpdateV2(doc));
    const packed = isNew && whole.deflated ? whole.deflated : pack(Y.encodeStateAsUpdateV2(doc, known));
    return async () => ({ ...reply, update: encodeBytes(await packed), encoding });
  }

  /** State vector and content hash, to compare with those of the replicas. */
  check(doc: Y.Doc, version: number): { readonly stateVector: Uint8Array; readonly contentHash: string } {
    return this.#wholeAt(doc, version);
  }

  forget(): void {
    this.#whole = undefined;
  }

  #wholeAt(doc: Y.Doc, version: number): Whole {
    if (this.#whole?.version !== version) {
      this.#whole = { version, stateVector: Y.encodeStateVector(doc), contentHash: contentHash(doc) };
    }
    return this.#whole;
  }
}

const pack = (update: Uint8Array): Promise<Uint8Array> =>
  deflate(update, { level: update.length < DEFLATE_FROM_BYTES ? 1 : 6 });
