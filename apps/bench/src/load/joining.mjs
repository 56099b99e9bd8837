import { createSession } from '../deployment/create-session.mjs';
import { Person } from '../deployment/person.mjs';
import { percentile } from '../percentile.mjs';

const LINE = 'for each person in the session: print(their name)\n';

/**
 * A document with a history of `kilobytes`, typed in pieces, and `joins` people who open it one after the other.
 * @type {import('./scenario.ts').Scenario}
 */
export async function joining({ address, cost }, { kilobytes = 100, joins = 10 }) {
  const { sessionId } = await createSession(address);
  const author = await Person.join(address, { sessionId });
  while (author.text.length < kilobytes * 1024) {
    for (let line = 0; line < 20; line++)
      author.text.insert(Math.floor(Math.random() * author.text.length), LINE);
    await author.saved();
  }
  const spent = cost();
  const times = [];
  for (let n = 0; n < joins; n++) {
    const startedAt = performance.now();
    const reader = await Person.join(address, { sessionId });
    if (String(reader.text) !== String(author.text)) throw new Error('Somebody got another text.');
    times.push(performance.now() - startedAt);
    reader.close();
  }
  const serverMs = spent() / joins;
  author.close();
  return {
    kilobytes,
    joins,
    'join p50 ms': percentile(times, 0.5),
    'join worst ms': percentile(times, 1),
    'server ms per join': serverMs,
  };
}
