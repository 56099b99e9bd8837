import { encodeBytes } from '@pairlink/collab';
import type { ServerEvent } from '@pairlink/protocol';

const TEXT_FRAME = 0x81;
const BINARY_FRAME = 0x82;
// Engine.IO "message" 4 with Socket.IO "event" 2, "ack" 3, "binary event" 5, "binary ack" 6.
const EVENT = '42';
const ACK = '43';
const BINARY_EVENT = '451-';
const BINARY_ACK = '46';
const PLACEHOLDER = '{"_placeholder":true,"num":0}';

/**
 * One event for many sockets, framed once: the limit of a broadcast is one system call per recipient, so what can
 * be done once is. `payload` is for sockets that do not take frames (polling).
 */
export interface PreparedEvent {
  readonly event: ServerEvent;
  readonly payload: unknown;
  /** Complete WebSocket frames of a server, ready for the network socket. */
  readonly frames: Buffer;
}

/** An event whose payload is JSON. */
export const prepareEvent = (event: ServerEvent, payload: unknown): PreparedEvent => ({
  event,
  payload,
  frames: textFrame(`${EVENT}["${event}",${JSON.stringify(payload)}]`),
});

/** An event whose payload is bytes: base64 in one text frame while small, an attachment above. */
export function prepareBytes(event: ServerEvent, bytes: Uint8Array): PreparedEvent {
  const payload = encodeBytes(bytes);
  if (typeof payload === 'string') {
    return { event, payload, frames: textFrame(`${EVENT}["${event}","${payload}"]`) };
  }
  const head = textFrame(`${BINARY_EVENT}["${event}",${PLACEHOLDER}]`);
  return { event, payload, frames: Buffer.concat([head, frame(BINARY_FRAME, payload)]) };
}

/** Engine.IO "ping". */
export const PING_FRAME = Buffer.from([TEXT_FRAME, 1, 0x32]);

let lastAnswer: unknown;
let lastJson = '';

/** The acknowledgement of a client's packet `id`. Edits that are stored together share one answer. */
export function ackFrame(id: number, answer: unknown): Buffer {
  if (answer !== lastAnswer) {
    lastJson = JSON.stringify(answer);
    lastAnswer = answer;
  }
  return textFrame(`${ACK}${id}[${lastJson}]`);
}

/** The same with attachments: bytes that stand in `value` of an answer. */
export function ackFrames(id: number, answer: object, value: object): Buffer {
  const attachments: Buffer[] = [];
  const shown = Object.entries(value).map(([key, part]: [string, unknown]) => {
    if (!(part instanceof Uint8Array)) return [key, part];
    attachments.push(frame(BINARY_FRAME, part));
    return [key, { _placeholder: true, num: attachments.length - 1 }];
  });
  const json = JSON.stringify({ ...answer, value: Object.fromEntries(shown) });
  const head = textFrame(`${BINARY_ACK}${attachments.length}-${id}[${json}]`);
  return Buffer.concat([head, ...attachments]);
}

function textFrame(text: string): Buffer {
  // latin1 where it is enough: base64 and positions are ASCII, and writing them so costs a third.
  const sizeBytes = Buffer.byteLength(text);
  const headBytes = headSize(sizeBytes);
  const buffer = Buffer.allocUnsafe(headBytes + sizeBytes);
  writeHead(buffer, TEXT_FRAME, sizeBytes);
  if (sizeBytes === text.length) buffer.write(text, headBytes, 'latin1');
  else buffer.write(text, headBytes);
  return buffer;
}

function frame(kind: number, bytes: Uint8Array): Buffer {
  const headBytes = headSize(bytes.length);
  const buffer = Buffer.allocUnsafe(headBytes + bytes.length);
  writeHead(buffer, kind, bytes.length);
  buffer.set(bytes, headBytes);
  return buffer;
}

const headSize = (sizeBytes: number): number => (sizeBytes < 126 ? 2 : sizeBytes < 65_536 ? 4 : 10);

// RFC 6455, 5.2: a server's frames are not masked.
function writeHead(buffer: Buffer, kind: number, sizeBytes: number): void {
  buffer[0] = kind;
  if (sizeBytes < 126) buffer[1] = sizeBytes;
  else if (sizeBytes < 65_536) {
    buffer[1] = 126;
    buffer.writeUInt16BE(sizeBytes, 2);
  } else {
    buffer[1] = 127;
    buffer.writeBigUInt64BE(BigInt(sizeBytes), 2);
  }
}
