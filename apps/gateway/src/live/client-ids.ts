import { randomInt } from 'node:crypto';
import type { SessionStore } from '../store/session-store.ts';

/** Stands for the server where a participant's id is expected; no participant's id looks like it. */
export const SERVER = 'server';

/**
 * Which Yjs client id belongs to whom. The server issues them, because whoever writes under another's id can
 * erase that person's unsent text, and leaves replicas different with equal state vectors.
 */
export class ClientIds {
  #owners = new Map<number, string>();
  #server: Promise<number> | undefined;

  constructor(
    private readonly store: SessionStore,
    private readonly sessionId: string,
  ) {}

  async load(): Promise<void> {
    const owners = new Map(await this.store.clientIds(this.sessionId));
    for (const [clientId, owner] of this.#owners) owners.set(clientId, owner);
    this.#owners = owners;
  }

  /** All that this process knows. */
  get owners(): ReadonlyMap<number, string> {
    return this.#owners;
  }

  ownerOf(clientId: number): string | undefined {
    return this.#owners.get(clientId);
  }

  async issue(participantId: string): Promise<number> {
    for (;;) {
      // Not 0, which some Yjs code takes for "none"; up to 2^32 - 1 as Yjs itself draws them.
      const clientId = randomInt(1, 0x1_0000_0000);
      if (await this.store.claimClientId(this.sessionId, clientId, participantId)) {
        this.#owners.set(clientId, participantId);
        return clientId;
      }
    }
  }

  /** One id for the server's own edits, per load: two processes never write under the same. */
  ofServer(): Promise<number> {
    this.#server ??= this.issue(SERVER).catch((error: unknown) => {
      this.#server = undefined;
      throw error;
    });
    return this.#server;
  }
}
