import type { Socket as NetSocket } from 'node:net';
import type { Socket } from 'socket.io';

/* oxlint-disable typescript/no-unsafe-type-assertion, no-underscore-dangle -- what is not in the types of engine.io and ws is stated here, once */

// The parts of socket.io, engine.io and ws that are not in their types. Versions are pinned; `delivery.spec.ts` and
// `heartbeat.spec.ts` try what is assumed.

interface EngineSocket {
  readonly server: { readonly opts: { readonly pingInterval: number; readonly pingTimeout: number } };
  readonly writeBuffer: readonly unknown[];
  pingIntervalTimer: NodeJS.Timeout | null;
  pingTimeoutTimer: NodeJS.Timeout | null;
  readonly transport: { readonly name: string; readonly socket?: RawWebSocket };
  once(event: 'upgrade', listener: () => void): void;
  close(): void;
}

type OnMessage = (data: Buffer, isBinary: boolean) => void;

/** A WebSocket of `ws`. */
export interface RawWebSocket {
  readonly readyState: number;
  readonly _socket: NetSocket;
  close(code: number, reason: string): void;
  terminate(): void;
  listeners(event: 'message'): OnMessage[];
  removeAllListeners(event: 'message'): void;
  on(event: 'message', listener: OnMessage): void;
  once(event: 'close', listener: () => void): void;
}

const WS_OPEN = 1;

/** Packets wait in a list where the transport is not writable; their sizes are not worth adding up. */
const POLLING_PACKET_BYTES = 1024;

/** Calls `take` with the WebSocket under a socket: now, or once a client that polls has moved on to one. */
export function whenWebSocket(socket: Socket, take: (ws: RawWebSocket) => void): void {
  const engine = engineOf(socket);
  const found = (): void => {
    const { name, socket: ws } = engine.transport;
    if (name === 'websocket' && ws) take(ws);
  };
  if (engine.transport.name === 'websocket') found();
  else engine.once('upgrade', found);
}

/** Writes complete frames; false when some must wait for the client. Nothing follows a closing frame. */
export const writeFrames = (ws: RawWebSocket, frames: Buffer): boolean =>
  ws.readyState !== WS_OPEN || ws._socket.write(frames);

/** Bytes of frames that wait for the client. */
export const waitingBytes = (ws: RawWebSocket): number => ws._socket?.writableLength ?? 0;

/** Bytes that the client has not taken yet. */
export function bufferedBytes(socket: Socket): number {
  const { transport, writeBuffer } = engineOf(socket);
  return (transport.socket?._socket?.writableLength ?? 0) + writeBuffer.length * POLLING_PACKET_BYTES;
}

/** Closes with a code and reason that a WebSocket client can read; it will try again. */
export function closeWithReason(socket: Socket, code: number, reason: string): void {
  const engine = engineOf(socket);
  if (engine.transport.name === 'websocket' && engine.transport.socket)
    engine.transport.socket.close(code, reason);
  else engine.close();
}

/**
 * Calls `onAny` for every message, and offers texts to `take` before it goes to Socket.io, which gets what is not taken. Order is kept: what
 * follows a message that Socket.io has not handed on yet goes its way, too.
 */
export function interceptMessages(
  ws: RawWebSocket,
  { onAny, take }: { readonly onAny: () => void; readonly take: (message: Buffer) => boolean },
): void {
  let isSocketIoBusy = false;
  const onHandedOn = (): void => {
    isSocketIoBusy = false;
  };
  const others = ws.listeners('message');
  ws.removeAllListeners('message');
  ws.on('message', (data, isBinary) => {
    onAny();
    if (!isBinary && !isSocketIoBusy && take(data)) return;
    for (const other of others) other.call(ws, data, isBinary);
    // Socket.io hands packets on in the next tick, which it has asked for by now.
    isSocketIoBusy = true;
    process.nextTick(onHandedOn);
  });
}

/** Ends engine.io's own heartbeat, of one or two timers per socket; answers what the client was told of it, ms. */
export function takeOverHeartbeat(socket: Socket): {
  readonly intervalMs: number;
  readonly timeoutMs: number;
} {
  const engine = engineOf(socket);
  clearTimeout(engine.pingIntervalTimer ?? undefined);
  clearTimeout(engine.pingTimeoutTimer ?? undefined);
  engine.pingIntervalTimer = null;
  engine.pingTimeoutTimer = null;
  const { pingInterval, pingTimeout } = engine.server.opts;
  return { intervalMs: pingInterval, timeoutMs: pingTimeout };
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

/** Acknowledges by way of Socket.io, which knows polling. */
export function writeAck(socket: Socket, id: number, answer: unknown): void {
  packetEndOf(socket).packet({ type: ACK_PACKET, id, data: [answer] });
}

/** Takes every event before Socket.io hands it to an EventEmitter, where a name like `error` has a meaning. */
export function takeEvents(socket: Socket, take: (packet: EventPacket) => void): void {
  packetEndOf(socket).onevent = take;
}

const packetEndOf = (socket: Socket): PacketEnd => socket as unknown as PacketEnd;
