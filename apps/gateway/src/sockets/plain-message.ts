import { decodeBase64 } from './base64.ts';
import type { EventPacket } from './raw-socket.ts';

const FOUR = 0x34;
const TWO = 0x32;
const ZERO = 0x30;
const NINE = 0x39;
const QUOTE = 0x22;
const BRACKET = 0x5d;

/** Engine.IO "message" 4 with Socket.IO "event" 2, then the digits of an id. */
const ID_AT = 2;
const MAX_ID_DIGITS = 9;
const BEFORE_UPDATE = '["doc-update","';
const AFTER_UPDATE_BYTES = 2;

const THREE = 0x33;

/** Engine.IO "pong". */
export const isPong = (message: Buffer): boolean => message.length === 1 && message[0] === THREE;

/**
 * Reads a message that is an edit as clients send it at every keystroke: `42<id>["doc-update","<base64>"]`. Socket.io
 * takes eight objects and a tick to find out the same. Anything else, however slightly, is for Socket.io.
 */
export function readPlainUpdate(message: Buffer): EventPacket | undefined {
  if (message[0] !== FOUR || message[1] !== TWO) return undefined;
  let at = ID_AT;
  let id = 0;
  for (let byte = message[at]; byte !== undefined && byte >= ZERO && byte <= NINE; byte = message[++at]) {
    id = id * 10 + byte - ZERO;
  }
  if (at === ID_AT || at > ID_AT + MAX_ID_DIGITS) return undefined;
  const start = at + BEFORE_UPDATE.length;
  const end = message.length - AFTER_UPDATE_BYTES;
  if (end < start || message[end] !== QUOTE || message[end + 1] !== BRACKET) return undefined;
  if (message.toString('latin1', at, start) !== BEFORE_UPDATE) return undefined;
  const update = decodeBase64(message, start, end);
  return update && { id, data: ['doc-update', update] };
}
