import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestGateway } from '../live/testing/test-gateway.ts';
import { startTestGateway } from '../live/testing/test-gateway.ts';
import { TestClient } from '../live/testing/test-client.ts';
import { eventually } from '../testing/eventually.ts';
import { either } from '../testing/long-form.ts';

const PEOPLE = either(40, 200);
const TIMES = either(5, 20);

const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('everybody’s connection breaking at once, again and again', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it('loads the document once, and leaves nothing behind', { timeout: 600_000 }, async () => {
    const { sessionId: session } = await gateway.createSession({ code: 'print(1)\n' });
    let loads = 0;
    gateway.faults.before('load', () => {
      loads++;
      return Promise.resolve();
    });
    const warden = await TestClient.join(gateway.url, { session });
    const before = timers();
    for (let n = 0; n < TIMES; n++) {
      const people = await Promise.all(
        Array.from({ length: PEOPLE - 1 }, () => TestClient.join(gateway.url, { session })),
      );
      expect(people.map(({ text }) => text.toString())).toEqual(people.map(() => 'print(1)\n'));
      expect(gateway.live.activeUsers(session)).toBe(PEOPLE);
      // Without a goodbye, as when an access point fails.
      for (const { socket } of people) socket.io.engine.close();
      await eventually(() => expect(gateway.live.activeUsers(session)).toBe(1));
    }
    expect(loads).toBe(1);
    await eventually(() => expect(timers()).toBeLessThanOrEqual(before));
    warden.close();
  });
});
