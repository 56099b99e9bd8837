import { setTimeout as sleep } from 'node:timers/promises';
import { createSession } from '../deployment/create-session.mjs';
import { Person } from '../deployment/person.mjs';

/** How long a session stays loaded after everybody has left, and then some. */
const UNLOADED_AFTER_MS = 20_000;
const AT_ONCE = 10;
/** Sessions before the count begins: what the process takes once, however many there are. */
const WARM_UP = 500;

/**
 * What the server keeps in memory for sessions that somebody has edited and left; needs `--pid`.
 * @type {import('./scenario.ts').Scenario}
 */
export async function idle({ address, memoryKb }, { sessions = 5000 }) {
  await visit(address, WARM_UP);
  const beforeKb = memoryKb();
  await visit(address, sessions);
  const perSession = (memoryKb() - beforeKb) / sessions;
  return { sessions, 'server kB per idle session': perSession, 'server MB': memoryKb() / 1024 };
}

/** @param {string} address @param {number} count */
async function visit(address, count) {
  let left = count;
  const visitor = async () => {
    while (left-- > 0) {
      const { sessionId } = await createSession(address);
      const person = await Person.join(address, { sessionId });
      person.text.insert(0, 'print("hello")\n');
      await person.saved();
      person.close();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visitor));
  await sleep(UNLOADED_AFTER_MS);
}
