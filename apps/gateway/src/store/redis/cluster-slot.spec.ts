import { expect, it } from 'vitest';
import { slotOf } from './cluster-slot.ts';

it('finds the slots that Redis Cluster finds', () => {
  // From the specification, and from CLUSTER KEYSLOT.
  expect(slotOf('123456789')).toBe(0x31c3);
  expect(slotOf('pairlink:{222222222222}:meta')).toBe(slotOf('222222222222'));
  expect(slotOf('foo{}bar')).not.toBe(slotOf(''));
});
