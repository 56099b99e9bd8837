import { encodeBytes } from '@pairlink/collab';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import type { TestGateway } from './testing/test-gateway.ts';
import { startTestGateway } from './testing/test-gateway.ts';
import { TestClient, valueOf } from './testing/test-client.ts';

const ROUNDS = 20;
/** All rounds together are more than the system's buffers and the gateway's own limit hold. */
const ROUND_BYTES = 750_000;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

/** Notes, in order, the rounds whose cursor was shown, and how many edits were. */
function observe(client: TestClient): { cursors: number[]; editsSinceCursor: number } {
  const seen = { cursors: new Array<number>(), editsSinceCursor: 0 };
  client.socket.on('awareness', (update) => {
    const [, round] = /"cursor":(\d+)/.exec(Buffer.from(String(update), 'base64').toString()) ?? [];
    if (round === undefined) return;
    seen.cursors.push(Number(round));
    seen.editsSinceCursor = 0;
  });
  client.socket.on('doc-update', () => seen.editsSinceCursor++);
  return seen;
}

describe('a client that stops reading', () => {
  it('gets no cursors any more, is sent away, and has everything when it comes back', async () => {
    const { sessionId: session } = await gateway.createSession();
    const auth = { participantSecret: 'b'.repeat(32) };
    const ada = await TestClient.join(gateway.url, { session });
    const bo = await TestClient.join(gateway.url, { session });
    const slow = await TestClient.join(gateway.url, { session, auth });
    const [seenByBo, seenBySlow] = [observe(bo), observe(slow)];
    const readOn = slow.stopReading();
    slow.text.insert(0, 'written meanwhile ');

    const presence = new Awareness(ada.doc);
    for (let round = 1; round <= ROUNDS; round++) {
      const block = `${round}\n`.padEnd(ROUND_BYTES, 'x');
      await ada.type(0, block);
      ada.text.delete(String(round).length + 1, ROUND_BYTES - String(round).length - 1);
      valueOf(await ada.flush());
      const shown = bo.next('awareness');
      presence.setLocalState({ cursor: round });
      const update = encodeAwarenessUpdate(presence, [ada.doc.clientID]);
      valueOf(await ada.ask('awareness', encodeBytes(update)));
      await shown;
    }
    expect(seenByBo.cursors).toHaveLength(ROUNDS);

    const closed = slow.closed();
    readOn();
    expect(await closed).toMatchObject({
      description: { code: 1013, reason: 'too slow: join again and sync' },
    });
    expect(seenBySlow.cursors.length).toBeLessThan(ROUNDS);
    // Edits still came when cursors did not any more.
    expect(seenBySlow.editsSinceCursor).toBeGreaterThan(4);

    const back = await TestClient.connect(gateway.url, { session, auth });
    back.doc = slow.doc;
    await back.enter();
    await ada.until(() => ada.text.toString().includes('written meanwhile '));
    expect(back.text.toString()).toBe(ada.text.toString());
    presence.destroy();
    for (const client of [ada, bo, back]) client.close();
  });
});
