import type { ServerEvent } from '@pairlink/protocol';
import { prepareEvent } from '../sockets/prepared-event.ts';
import type { Peer } from './peer.ts';

/** The tabs in a session, and what is said to all of them. An event is framed once, however many get it. */
export class Audience implements Iterable<Peer> {
  readonly #peers = new Set<Peer>();

  get size(): number {
    return this.#peers.size;
  }

  [Symbol.iterator](): Iterator<Peer> {
    return this.#peers.values();
  }

  add(peer: Peer): void {
    this.#peers.add(peer);
  }

  /** False when it was not there. */
  delete(peer: Peer): boolean {
    return this.#peers.delete(peer);
  }

  has(isWanted: (peer: Peer) => boolean): boolean {
    for (const peer of this.#peers) if (isWanted(peer)) return true;
    return false;
  }

  /** To everybody, or to everybody but `except`. */
  send(event: ServerEvent, payload: unknown, except?: Peer): void {
    let prepared;
    for (const peer of this.#peers) {
      if (peer === except) continue;
      prepared ??= prepareEvent(event, payload);
      peer.outlet.send(prepared);
    }
  }
}
