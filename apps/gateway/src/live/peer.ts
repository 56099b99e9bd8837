import type { JoinMode, Role, ServerEvent } from '@pairlink/protocol';
import type { PreparedEvent } from '../sockets/prepared-event.ts';

/** One tab in a session, as the session sees it. */
export interface Peer {
  readonly participantId: string;
  /** The Yjs client id issued to this tab. */
  readonly clientId: number;
  readonly role: Role;
  readonly mode: JoinMode;
  readonly outlet: Outlet;
}

/** Where a peer's events go out. */
export interface Outlet {
  emit(event: ServerEvent, payload: unknown): void;
  send(prepared: PreparedEvent): void;
  /** May be dropped when the peer is slow. */
  sendVolatile(prepared: PreparedEvent): void;
  close(reason: string): void;
}
