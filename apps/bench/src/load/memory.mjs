import { setTimeout as sleep } from 'node:timers/promises';
import { createSession } from '../deployment/create-session.mjs';
import { Person } from '../deployment/person.mjs';

/**
 * What sessions with one person in each take, over what the server took before; needs `--pid`.
 * @type {import('./scenario.ts').Scenario}
 */
export async function memory({ address, memoryKb }, { sessions = 200 }) {
  const beforeKb = memoryKb();
  const people = [];
  for (let n = 0; n < sessions; n++) {
    const { sessionId } = await createSession(address);
    people.push(await Person.join(address, { sessionId }));
  }
  await sleep(2000);
  const perSession = (memoryKb() - beforeKb) / sessions;
  for (const person of people) person.close();
  return { sessions, 'server kB per session and person': perSession };
}
