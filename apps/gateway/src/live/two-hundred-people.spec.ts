import { expect, it } from 'vitest';
import { TestClient } from './testing/test-client.ts';
import { startTestGateway } from './testing/test-gateway.ts';

const PEOPLE = 200;
const WRITERS = 5;
const KEYS = 10;
const AT_ONCE = 20;

it('two hundred people in a session, of whom five type, all see everything, and nobody is closed', async () => {
  const gateway = await startTestGateway();
  const { sessionId } = await gateway.createSession({ code: '' });
  const everyone: TestClient[] = [];
  while (everyone.length < PEOPLE) {
    const joins = Array.from({ length: AT_ONCE }, () => TestClient.join(gateway.url, { session: sessionId }));
    everyone.push(...(await Promise.all(joins)));
  }
  const closed: string[] = [];
  for (const { socket } of everyone) socket.on('disconnect', (reason) => closed.push(reason));
  const writers = everyone.slice(0, WRITERS);
  await Promise.all(
    writers.map(async (writer, n) => {
      for (let key = 0; key < KEYS; key++) await writer.type(writer.text.length, `${n}`);
    }),
  );
  await Promise.all(everyone.map((person) => person.until(() => person.text.length === WRITERS * KEYS)));
  expect(new Set(everyone.map(({ text }) => text.toString())).size).toBe(1);
  const text = everyone.at(-1)?.text.toString() ?? '';
  for (let n = 0; n < WRITERS; n++) expect(text.split(`${n}`)).toHaveLength(KEYS + 1);
  expect(closed).toEqual([]);
  for (const person of everyone) person.close();
  await gateway.stop();
});
