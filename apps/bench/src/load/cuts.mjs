import { setTimeout as sleep } from 'node:timers/promises';
import { createSession } from '../deployment/create-session.mjs';
import { Person } from '../deployment/person.mjs';
import { becomesTrue } from './becomes-true.mjs';

/**
 * People type while their connections are cut at random. Every word must be there once, for everyone and for somebody
 * who comes afterwards.
 * @type {import('./scenario.ts').Scenario}
 */
export async function cuts({ address, seconds }, { people = 5 }) {
  const { sessionId } = await createSession(address);
  const everyone = await Promise.all(
    Array.from({ length: people }, () => Person.join(address, { sessionId })),
  );
  const until = performance.now() + seconds * 1000;
  const words = /** @type {string[]} */ ([]);
  let cutCount = 0;
  await Promise.all(
    everyone.map(async (person, n) => {
      for (let word = 0; performance.now() < until; word++) {
        await sleep(50 * Math.random());
        words.push(`<${n}.${word}>`);
        person.text.insert(person.text.length, `<${n}.${word}>`);
        if (Math.random() < 0.02) {
          person.cut();
          cutCount++;
        }
      }
    }),
  );
  const healedFrom = performance.now();
  await Promise.all(everyone.map((person) => person.saved()));
  const late = await Person.join(address, { sessionId });
  const isSettled = () => everyone.every(({ text }) => String(text) === String(late.text));
  await becomesTrue(isSettled, 30_000);
  const settledMs = performance.now() - healedFrom;
  const found = new Map(words.map((word) => [word, 0]));
  for (const [word = ''] of String(late.text).matchAll(/<[\d.]+>/g))
    found.set(word, (found.get(word) ?? 0) + 1);
  const counts = [...found.values()];
  const figures = {
    people,
    words: words.length,
    cuts: cutCount,
    lost: counts.filter((count) => count === 0).length,
    doubled: counts.filter((count) => count > 1).length,
    'texts that differ': everyone.filter(({ text }) => String(text) !== String(late.text)).length,
    'settled ms': settledMs,
  };
  for (const person of [...everyone, late]) person.close();
  return figures;
}
