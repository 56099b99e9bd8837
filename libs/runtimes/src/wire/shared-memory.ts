/**
 * The memory that the frame shares with one worker. The frame makes it, because memory made by the app cannot be sent
 * into an opaque origin. Layout: 16 control words, one line of input, a ring of output, a mailbox of
 * events.
 */
export const WORD = {
  /** Pyodide's interrupt buffer is the first byte: 2 asks for a KeyboardInterrupt. */
  interrupt: 0,
  input: 1,
  inputLength: 2,
  /** Bytes ever written to and read from the ring; they wrap at 2^32. */
  written: 3,
  read: 4,
  /** 1 while the worker has told the frame that there is output to read. */
  announced: 5,
  /** What a sleeping worker waits on; a stop wakes it, and an event. */
  sleep: 6,
  /** Bytes ever written to and read from the mailbox of events; they wrap at 2^32. */
  eventsWritten: 7,
  eventsRead: 8,
} as const;

/** Values of the word `sleep`. */
export const WAKE = { none: 0, stop: 1, event: 2 } as const;

/** Values of the word `input`. */
export const INPUT = { idle: 0, wanted: 1, line: 2, ended: 3 } as const;

const CONTROL_WORDS = 16;
export const INPUT_BYTES = 64 * 1024;
export const RING_BYTES = 256 * 1024;
/** A power of two, so that places in it survive the wrap of what counts them. */
export const EVENT_BYTES = 16 * 1024;

/** Views of the shared memory. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  readonly words: Int32Array<SharedArrayBuffer>;
  readonly inputBytes: Uint8Array<SharedArrayBuffer>;
  readonly ring: Uint8Array<SharedArrayBuffer>;
  readonly events: Uint8Array<SharedArrayBuffer>;
}

export function createSharedMemory(): SharedMemory {
  return viewSharedMemory(new SharedArrayBuffer(CONTROL_WORDS * 4 + INPUT_BYTES + RING_BYTES + EVENT_BYTES));
}

export function viewSharedMemory(buffer: SharedArrayBuffer): SharedMemory {
  const inputAt = CONTROL_WORDS * 4;
  return {
    buffer,
    words: new Int32Array(buffer, 0, CONTROL_WORDS),
    inputBytes: new Uint8Array(buffer, inputAt, INPUT_BYTES),
    ring: new Uint8Array(buffer, inputAt + INPUT_BYTES, RING_BYTES),
    events: new Uint8Array(buffer, inputAt + INPUT_BYTES + RING_BYTES, EVENT_BYTES),
  };
}
