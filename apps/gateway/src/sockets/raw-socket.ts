import type { Socket as NetSocket } from 'node:net';
import type { Socket } from 'socket.io';

/* oxlint-disable typescript/no-unsafe-type-assertion, no-underscore-dangle -- what is not in the types of engine.io and ws is stated here, once */

/** The parts of engine.io and ws that are not in their types. Versions are pinned; `delivery.spec.ts` tries what is assumed. */
interface EngineSocket {
  readonly readyState: string;
  readonly writeBuffer: readonly unknown[];
  readonly transport: {
    readonly name: string;
    readonly writable: boolean;
    readonly socket?: {
      readonly readyState: number;
      readonly _socket: NetSocket;
      close(code: number, reason: string): void;
    };
  };
  close(): void;
}

const WS_OPEN = 1;

/**
 * The network socket under a Socket.io socket, for frames that are ready. `undefined` while something of
 * Socket.io's own is on its way out (a frame between the head and the attachment of another packet would break
 * both), and for polling.
 */
export function rawSocketOf(socket: Socket): NetSocket | undefined {
  const engine = engineOf(socket);
  const { transport } = engine;
  const ws = transport.socket;
  if (!ws || !transport.writable || engine.writeBuffer.length > 0 || engine.readyState !== 'open')
    return undefined;
  return ws.readyState === WS_OPEN && transport.name === 'websocket' ? ws._socket : undefined;
}

/** Bytes that the client has not taken yet. */
export function bufferedBytes(socket: Socket): number {
  const engine = engineOf(socket);
  return (
    (engine.transport.socket?._socket?.writableLength ?? 0) + engine.writeBuffer.length * POLLING_PACKET_BYTES
  );
}

/** Packets wait in a list where the transport is not writable; their sizes are not worth adding up. */
const POLLING_PACKET_BYTES = 1024;

/** Closes with a code and reason that a WebSocket client can read; it will try again. */
export function closeWithReason(socket: Socket, code: number, reason: string): void {
  const engine = engineOf(socket);
  if (engine.transport.name === 'websocket' && engine.transport.socket)
    engine.transport.socket.close(code, reason);
  else engine.close();
}

const engineOf = (socket: Socket): EngineSocket => socket.conn as unknown as EngineSocket;

interface PacketEnd {
  packet(packet: { type: number; id: number; data: unknown[] }): void;
  onevent: (packet: EventPacket) => void;
}

/** An event as Socket.io decodes it; `id` if an acknowledgement is wanted. */
export interface EventPacket {
  readonly id?: number;
  readonly data: readonly [string, ...unknown[]];
}

const ACK_PACKET = 3;

/** Acknowledges by way of Socket.io, which takes attachments apart and knows polling. */
export function writeAck(socket: Socket, id: number, answer: unknown): void {
  packetEndOf(socket).packet({ type: ACK_PACKET, id, data: [answer] });
}

/** Takes every event before Socket.io hands it to an EventEmitter, where a name like `error` has a meaning. */
export function takeEvents(socket: Socket, take: (packet: EventPacket) => void): void {
  packetEndOf(socket).onevent = take;
}

const packetEndOf = (socket: Socket): PacketEnd => socket as unknown as PacketEnd;
