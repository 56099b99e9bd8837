import type { Answer } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** More than cursors and selections of many carets need. */
const MAX_STATE_BYTES = 4096;

interface State {
  readonly clock: number;
  /** JSON; `null` when the tab is gone. */
  readonly json: string;
}

/** Whose presence it is: the server's word, not the client's. */
export interface PresenceOwner {
  readonly clientId: number;
  readonly participantId: string;
  readonly name: string;
  readonly colour: number;
}

/**
 * Cursors and selections of a session (y-protocols awareness). A tab may speak only for its own Yjs client id,
 * and `user` in its state is written by the server: nobody can show a cursor in another's name.
 */
export class Presence {
  readonly #states = new Map<number, State>();
  readonly #changed = new Set<number>();
  /** Changed by tabs of this instance, and not told to others yet. */
  readonly #untold = new Set<number>();

  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  /** Takes in an awareness update of a tab. */
  update(bytes: Uint8Array, owner: PresenceOwner): Answer {
    const parsed = parse(bytes);
    if (!parsed)
      return refuse('invalid-payload', 'Send an awareness update with one state, of at most 4 KiB.');
    if (parsed.clientId !== owner.clientId) {
      return refuse('invalid-payload', 'Presence is only for the Yjs client id of this tab.');
    }
    const { participantId, name, colour } = owner;
    const json =
      parsed.state === null
        ? 'null'
        : JSON.stringify({ ...parsed.state, user: { participantId, name, colour } });
    const known = this.#states.get(owner.clientId);
    if (known && known.clock > parsed.clock) return accept(null);
    this.#states.set(owner.clientId, { clock: parsed.clock, json });
    this.#changed.add(owner.clientId);
    this.#untold.add(owner.clientId);
    return accept(null);
  }

  /** Takes in what another instance says of its tabs. */
  merge(update: Uint8Array): void {
    const decoder = decoding.createDecoder(update);
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const clientId = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const json = decoding.readVarString(decoder);
      const known = this.#states.get(clientId);
      if (known && (known.clock > clock || (known.clock === clock && known.json === json))) continue;
      this.#states.set(clientId, { clock, json });
      this.#changed.add(clientId);
    }
  }

  /** A tab of this instance has left: its cursor goes. */
  remove(clientId: number): void {
    if (this.forget(clientId)) this.#untold.add(clientId);
  }

  /** A tab of another instance is there no more. Whether it had a state. */
  forget(clientId: number): boolean {
    const state = this.#states.get(clientId);
    if (!state) return false;
    this.#states.set(clientId, { clock: state.clock + 1, json: 'null' });
    this.#changed.add(clientId);
    return true;
  }

  /** Everybody's state for a tab that joins; `undefined` when there is none. */
  all(): Uint8Array | undefined {
    return this.of([...this.#states.keys()]);
  }

  /** The states of some tabs; `undefined` when there is none. */
  of(clientIds: readonly number[]): Uint8Array | undefined {
    const known = clientIds.filter((clientId) => this.#states.has(clientId));
    return known.length > 0 ? this.#encode(known) : undefined;
  }

  /** What tabs of this instance changed since the last call; to be asked before `takeChanges`. */
  takeUntold(): Uint8Array | undefined {
    const clientIds = [...this.#untold];
    this.#untold.clear();
    return this.of(clientIds);
  }

  /** What changed since the last call, and the only tab it is of, if it is of one. */
  takeChanges(): { readonly bytes: Uint8Array; readonly onlyOf: number | undefined } {
    const clientIds = [...this.#changed];
    this.#changed.clear();
    const bytes = this.#encode(clientIds);
    for (const clientId of clientIds) {
      if (this.#states.get(clientId)?.json === 'null') this.#states.delete(clientId);
    }
    return { bytes, onlyOf: clientIds.length === 1 ? clientIds[0] : undefined };
  }

  #encode(clientIds: readonly number[]): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, clientIds.length);
    for (const clientId of clientIds) {
      const { clock, json } = this.#states.get(clientId) ?? { clock: 0, json: 'null' };
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, json);
    }
    return encoding.toUint8Array(encoder);
  }
}

function parse(bytes: Uint8Array): { clientId: number; clock: number; state: object | null } | undefined {
  if (bytes.length > MAX_STATE_BYTES) return undefined;
  try {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readVarUint(decoder) !== 1) return undefined;
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const state: unknown = JSON.parse(decoding.readVarString(decoder));
    if (typeof state !== 'object' || Array.isArray(state) || clock > 0x7fffffff) return undefined;
    return decoding.hasContent(decoder) ? undefined : { clientId, clock, state };
  } catch {
    // Truncated, not UTF-8, or not JSON: all the same to the sender.
    return undefined;
  }
}
