import { metaOf, readMeta } from '@pairlink/collab';
import type { Logger } from 'pino';
import type * as Y from 'yjs';
import type { SessionStore } from '../store/session-store.ts';
import { SessionMissing } from '../store/session-store.ts';
import type { Audience } from './audience.ts';

interface TitleAndLanguageOptions {
  readonly sessionId: string;
  readonly store: SessionStore;
  readonly log: Logger;
  readonly audience: Audience;
  /** The store has the session no more. */
  readonly onMissing: () => void;
}

/** Title and language of a session: people are told what the document says of them, and the record follows it. */
export class TitleAndLanguage {
  readonly #options: TitleAndLanguageOptions;
  #shown = { title: '', language: '' };
  #hasChanged = false;

  constructor(options: TitleAndLanguageOptions) {
    this.#options = options;
  }

  /** Something in the document's `meta` is other than it was; cheap to ask at every edit. */
  get hasChanged(): boolean {
    return this.#hasChanged;
  }

  observe(doc: Y.Doc): void {
    const { title, language } = readMeta(doc);
    this.#shown = { title, language };
    metaOf(doc).observe(() => {
      this.#hasChanged = true;
    });
  }

  show(doc: Y.Doc, authorId: string | undefined): void {
    const { audience, store, sessionId, log, onMissing } = this.#options;
    this.#hasChanged = false;
    const { title, language } = readMeta(doc);
    const before = this.#shown;
    const participantId = authorId ?? '';
    if (language !== before.language) audience.send('language-updated', { language, participantId });
    if (title !== before.title) audience.send('title-updated', { title, participantId });
    if (language === before.language && title === before.title) return;
    this.#shown = { title, language };
    store.update(sessionId, { title, language }).catch((error: unknown) => {
      if (error instanceof SessionMissing) onMissing();
      else log.warn({ err: error }, 'title and language of the record are behind the document');
    });
  }
}
