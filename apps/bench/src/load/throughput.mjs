import { setTimeout as sleep } from 'node:timers/promises';
import { createSession } from '../deployment/create-session.mjs';
import { Person } from '../deployment/person.mjs';
import { becomesTrue } from './becomes-true.mjs';

/**
 * Many sessions of two, in each of which one types without a break: a message whenever the last is acknowledged, and
 * never more than `inFlight` at once.
 * @type {import('./scenario.ts').Scenario}
 */
export async function throughput({ address, seconds, cost }, { sessions = 50, inFlight = 4 }) {
  const pairs = [];
  for (let n = 0; n < sessions; n++) {
    const { sessionId } = await createSession(address);
    pairs.push(await Promise.all([1, 2].map(() => Person.join(address, { sessionId }))));
  }
  const spent = cost();
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  await Promise.all(
    pairs.map(async ([writer]) => {
      if (!writer) return;
      for (let keys = 0; performance.now() < until;) {
        if (keys - writer.acks < inFlight) {
          writer.text.insert(writer.text.length, 'abcdefgh'.charAt(keys++ % 8));
          await Promise.resolve();
        } else await sleep(1);
      }
      await writer.saved();
    }),
  );
  const tookMs = performance.now() - startedAt;
  const edits = pairs.reduce((sum, [writer]) => sum + (writer?.acks ?? 0), 0);
  const serverMs = spent();
  let differing = 0;
  for (const [writer, reader] of pairs) {
    if (!writer || !reader) continue;
    if (!(await becomesTrue(() => String(writer.text) === String(reader.text), 5000))) differing++;
    for (const person of [writer, reader]) person.close();
  }
  return {
    sessions,
    edits,
    'edits per s': (edits / tookMs) * 1000,
    'server µs per edit': (serverMs * 1000) / edits,
    'sessions that differ': differing,
  };
}
