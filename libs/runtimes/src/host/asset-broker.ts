import { PACK_FILES } from '../wire/language-runtimes.ts';
import type { AssetPack } from '../wire/messages.ts';

/** Bytes that arrived so far, of how many. */
export interface LoadProgress {
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

type Listener = (progress: LoadProgress) => void;

/**
 * Fetches the languages' files on behalf of the frame, which has no network and no cache of its own: an opaque origin
 * would download everything again on every load, while the app's fetches are answered from the browser's cache.
 */
export class AssetBroker {
  readonly #baseUrl: string;
  readonly #sizes: Readonly<Record<string, number>>;
  readonly #packs = new Map<AssetPack, Promise<Readonly<Record<string, ArrayBuffer>>>>();
  readonly #progress = new Map<AssetPack, LoadProgress>();
  readonly #listeners = new Set<() => void>();

  /** `sizes` are bytes before compression, by file name. */
  constructor(baseUrl: string, sizes: Readonly<Record<string, number>>) {
    this.#baseUrl = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
    this.#sizes = sizes;
  }

  /** Starts to fetch a pack, once; a failure is forgotten, so that the next call tries again. */
  fetch(pack: AssetPack): Promise<Readonly<Record<string, ArrayBuffer>>> {
    let files = this.#packs.get(pack);
    if (!files) {
      files = this.#fetchAll(pack);
      this.#packs.set(pack, files);
      files.catch(() => this.#packs.delete(pack));
    }
    return files;
  }

  /** The files were handed on and are no longer here. */
  forget(pack: AssetPack): void {
    this.#packs.delete(pack);
  }

  /** Calls back whenever bytes of one of these packs arrive, with the sum. */
  watch(packs: readonly AssetPack[], listener: Listener): () => void {
    const tell = (): void => {
      const parts = packs.map(
        (pack) => this.#progress.get(pack) ?? { loadedBytes: 0, totalBytes: this.#sizeOf(pack) },
      );
      listener({
        loadedBytes: parts.reduce((sum, part) => sum + part.loadedBytes, 0),
        totalBytes: parts.reduce((sum, part) => sum + part.totalBytes, 0),
      });
    };
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  #sizeOf(pack: AssetPack): number {
    return PACK_FILES[pack].reduce((sum, name) => sum + (this.#sizes[name] ?? 0), 0);
  }

  async #fetchAll(pack: AssetPack): Promise<Readonly<Record<string, ArrayBuffer>>> {
    const totalBytes = this.#sizeOf(pack);
    let loadedBytes = 0;
    this.#progress.set(pack, { loadedBytes, totalBytes });
    const files = await Promise.all(
      PACK_FILES[pack].map(async (name) => {
        const bytes = await this.#fetchOne(name, (count) => {
          loadedBytes += count;
          this.#progress.set(pack, { loadedBytes: Math.min(loadedBytes, totalBytes), totalBytes });
          for (const tell of this.#listeners) tell();
        });
        return [name, bytes] as const;
      }),
    );
    return Object.fromEntries(files);
  }

  async #fetchOne(name: string, onBytes: (count: number) => void): Promise<ArrayBuffer> {
    const response = await fetch(`${this.#baseUrl}${name}`, { credentials: 'omit' });
    if (!response.ok || !response.body) throw new Error(`${name}: HTTP ${response.status}`);
    let bytes = new Uint8Array(this.#sizes[name] ?? 0);
    let length = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (length + value.length > bytes.length) bytes = grow(bytes, length + value.length);
      bytes.set(value, length);
      length += value.length;
      onBytes(value.length);
    }
    return length === bytes.length ? bytes.buffer : bytes.slice(0, length).buffer;
  }
}

function grow(bytes: Uint8Array<ArrayBuffer>, minLength: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(minLength, bytes.length * 2));
  larger.set(bytes);
  return larger;
}
