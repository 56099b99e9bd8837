import { filesOf, textOf } from '@pairlink/collab';
import type * as Y from 'yjs';

/** Which files' texts changed since they were last told to clients that only know whole texts. */
export class TextView {
  readonly #doc: Y.Doc;
  readonly #changed = new Set<string>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    filesOf(doc).observeDeep(this.#note);
  }

  close(): void {
    filesOf(this.#doc).unobserveDeep(this.#note);
  }

  takeChanges(): readonly { readonly fileId: string; readonly code: string }[] {
    const changes = [...this.#changed].flatMap((fileId) => {
      const text = textOf(this.#doc, fileId);
      return text ? [{ fileId, code: text.toString() }] : [];
    });
    this.#changed.clear();
    return changes;
  }

  readonly #note = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const { path, keys } of events) {
      const [fileId] = path;
      if (typeof fileId === 'string') this.#changed.add(fileId);
      else for (const key of keys.keys()) this.#changed.add(key);
    }
  };
}
