import { setTimeout as sleep } from 'node:timers/promises';
import { createSession } from '../deployment/create-session.mjs';
import { Person } from '../deployment/person.mjs';
import { percentile } from '../percentile.mjs';
import { becomesTrue } from './becomes-true.mjs';

/**
 * One session of `people`, some of whom type: from a keystroke to the others' screens, and to its acknowledgement.
 * Everyone holds the document, in this one process: with hundreds of people part of what is measured is this client.
 * @type {import('./scenario.ts').Scenario}
 */
export async function latency({ address, seconds, cost }, { people = 10, writers = 5, keysPerSecond = 5 }) {
  const { sessionId } = await createSession(address);
  const everyone = await Promise.all(
    Array.from({ length: people }, (_, n) => Person.join(address, { sessionId, name: `Load ${n}` })),
  );
  const typing = everyone.slice(0, Math.min(writers, people - 1));
  const seen = /** @type {number[]} */ ([]);
  const typedAt = /** @type {Map<string, number>} */ (new Map());
  let received = 0;
  for (const person of everyone) {
    person.watch((text) => {
      for (const [key = ''] of text.matchAll(/<\d+>/g)) {
        received++;
        seen.push(performance.now() - (typedAt.get(key) ?? Number.NaN));
      }
    });
  }
  let keys = 0;
  const spent = cost();
  const until = performance.now() + seconds * 1000;
  await Promise.all(
    typing.map(async (person) => {
      while (performance.now() < until) {
        await sleep((1000 / keysPerSecond) * (0.5 + Math.random()));
        const key = `<${keys++}>`;
        typedAt.set(key, performance.now());
        person.text.insert(person.text.length, key);
      }
      await person.saved();
    }),
  );
  const expected = keys * (people - 1);
  await becomesTrue(() => received >= expected, 10_000);
  const acks = everyone.flatMap(({ ackMs }) => ackMs);
  const figures = {
    people,
    keys,
    'on screens p50 ms': percentile(seen, 0.5),
    'on screens p99 ms': percentile(seen, 0.99),
    'saved p50 ms': percentile(acks, 0.5),
    'saved p99 ms': percentile(acks, 0.99),
    'server µs per delivery': (spent() * 1000) / Math.max(1, received),
    'missing or doubled': Math.abs(expected - received),
    disconnects: everyone.reduce((sum, { disconnects }) => sum + disconnects, 0),
  };
  for (const person of everyone) person.close();
  return figures;
}
