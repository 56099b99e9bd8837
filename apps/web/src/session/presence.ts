import type { Bytes } from '@pairlink/protocol';
import { decodeBytes, encodeBytes } from '@pairlink/collab';
import {
  applyAwarenessUpdate,
  Awareness,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Link } from './ask.ts';

/** 20 messages a second are enough for a cursor to look alive. */
const INTERVAL_MS = 50;

/**
 * Carries the awareness of this tab to the others and theirs here. Who somebody is does not travel with it: the
 * server lists which Yjs client ids belong to whom, so nobody can wear another's name.
 */
export class Presence {
  /** On a document of its own: it outlives the session's document when that is loaded anew. */
  readonly awareness = new Awareness(new Y.Doc());
  #link: Link | undefined;
  #lastSentAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.awareness.on('update', (_change: unknown, origin: unknown) => {
      if (origin === 'local') this.#schedule();
    });
  }

  /** A connection on which the session was joined, and the Yjs client id issued for it. */
  attach(link: Link, clientId: number): void {
    this.#link = link;
    const state = this.awareness.getLocalState() ?? {};
    if (this.awareness.clientID !== clientId) {
      removeAwarenessStates(this.awareness, [this.awareness.clientID], 'replaced');
      this.awareness.clientID = clientId;
    }
    this.awareness.setLocalState(state);
  }

  detach(): void {
    this.#link = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  receive(bytes: Bytes): void {
    const update = decodeBytes(bytes);
    if (update) applyAwarenessUpdate(this.awareness, update, 'server');
  }

  /** Tabs that left take their cursors along. */
  forget(clientIds: readonly number[]): void {
    removeAwarenessStates(
      this.awareness,
      clientIds.filter((clientId) => clientId !== this.awareness.clientID),
      'left',
    );
  }

  close(): void {
    this.detach();
    this.awareness.destroy();
  }

  #schedule(): void {
    if (!this.#link) return;
    const waitMs = Math.max(0, this.#lastSentAt + INTERVAL_MS - Date.now());
    this.#timer ??= setTimeout(() => this.#send(), waitMs);
  }

  /** Only the newest state leaves; one that meets a closed connection is renewed by the next `attach`. */
  #send(): void {
    this.#timer = undefined;
    this.#lastSentAt = Date.now();
    const update = encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]);
    void this.#link?.ask('awareness', encodeBytes(update));
  }
}
