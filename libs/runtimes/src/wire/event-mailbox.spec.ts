import { expect, it } from 'vitest';
import { putEvent, takeEvent } from './event-mailbox.ts';
import { createSharedMemory, EVENT_BYTES } from './shared-memory.ts';

it('hands events on in order, over the end of its memory', () => {
  const memory = createSharedMemory();
  for (let round = 0; round < 3000; round++) {
    expect(putEvent(memory, `key ${round}`)).toBe(true);
    expect(putEvent(memory, 'é🙂')).toBe(true);
    expect([takeEvent(memory), takeEvent(memory), takeEvent(memory)]).toEqual([
      `key ${round}`,
      'é🙂',
      undefined,
    ]);
  }
});

it('refuses what a program that does not look has no room for', () => {
  const memory = createSharedMemory();
  let kept = 0;
  while (putEvent(memory, 'x'.repeat(98))) kept += 1;
  expect(kept).toBe(Math.floor(EVENT_BYTES / 100));
  expect(takeEvent(memory)).toBe('x'.repeat(98));
  expect(putEvent(memory, 'y'.repeat(98))).toBe(true);
});
