import { setTimeout as sleep } from 'node:timers/promises';
import { createSession } from '../deployment/create-session.mjs';
import { Person } from '../deployment/person.mjs';
import { percentile } from '../percentile.mjs';

/** How long a session stays loaded after everybody has left, and then some. */
const UNLOADED_AFTER_MS = 14_000;
/** Edits in one message, and edits before the author goes on elsewhere in the file. */
const EDITS_PER_MESSAGE = 100;
const EDITS_IN_A_PLACE = 40;

/**
 * A file of `kilobytes` that came about in `edits` edits, all over the place, opened by somebody when nobody is in its
 * session and the gateway has forgotten it, and by somebody while it is open.
 * @type {import('./scenario.ts').Scenario}
 */
export async function opening({ address, memoryKb }, { kilobytes = 1024, edits = 200_000, rounds = 5 }) {
  const { sessionId } = await createSession(address);
  const author = await Person.join(address, { sessionId });
  const size = kilobytes * 1024;
  let at = 0;
  for (let n = 1; n <= edits; n++) {
    const due = Math.floor((size * n) / edits) - author.text.length;
    if (n % EDITS_IN_A_PLACE === 0) at = Math.floor(Math.random() * author.text.length);
    author.text.insert(at, 'some code\n'.repeat(Math.ceil(due / 10)).slice(0, due));
    at += due;
    if (n % EDITS_PER_MESSAGE === 0) await author.saved();
  }
  const expected = String(author.text);
  author.close();

  const cold = /** @type {number[]} */ ([]);
  const warm = /** @type {number[]} */ ([]);
  const wrong = /** @type {number[]} */ ([]);
  for (let round = 0; round < rounds; round++) {
    await sleep(UNLOADED_AFTER_MS);
    for (const times of [cold, warm]) {
      const startedAt = performance.now();
      const reader = await Person.join(address, { sessionId });
      times.push(performance.now() - startedAt);
      if (String(reader.text) !== expected) wrong.push(round);
      reader.close();
    }
  }
  return {
    kilobytes,
    edits,
    'opened cold p50 ms': percentile(cold, 0.5),
    'opened cold worst ms': percentile(cold, 1),
    'opened warm p50 ms': percentile(warm, 0.5),
    'server MB': memoryKb() / 1024,
    'texts that differ': wrong.length,
  };
}
