import type { SharedMemory } from './shared-memory.ts';
import { EVENT_BYTES, WORD } from './shared-memory.ts';

const HEADER_BYTES = 2;

const used = ({ words }: SharedMemory): number =>
  (Atomics.load(words, WORD.eventsWritten) - Atomics.load(words, WORD.eventsRead)) >>> 0;

/** Frame side: leaves an event for the program. False where too many wait already: a program that never looks loses them. */
export function putEvent(memory: SharedMemory, text: string): boolean {
  const bytes = new TextEncoder().encode(text);
  const size = HEADER_BYTES + bytes.length;
  if (used(memory) + size > EVENT_BYTES) return false;
  const { words, events } = memory;
  const written = Atomics.load(words, WORD.eventsWritten) >>> 0;
  [bytes.length & 255, bytes.length >>> 8, ...bytes].forEach((byte, at) => {
    events[(written + at) % EVENT_BYTES] = byte;
  });
  Atomics.store(words, WORD.eventsWritten, (written + size) | 0);
  return true;
}

/** Worker side: the oldest event, if there is one. */
export function takeEvent(memory: SharedMemory): string | undefined {
  if (used(memory) === 0) return undefined;
  const { words, events } = memory;
  const read = Atomics.load(words, WORD.eventsRead) >>> 0;
  const byteAt = (offset: number): number => events[(read + offset) % EVENT_BYTES] ?? 0;
  const length = byteAt(0) | (byteAt(1) << 8);
  const bytes = Uint8Array.from({ length }, (_, at) => byteAt(HEADER_BYTES + at));
  Atomics.store(words, WORD.eventsRead, (read + HEADER_BYTES + length) | 0);
  return new TextDecoder().decode(bytes);
}
