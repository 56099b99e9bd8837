import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestGateway } from './testing/test-gateway.ts';
import { startTestGateway } from './testing/test-gateway.ts';
import { TestClient } from './testing/test-client.ts';

const problem = (code: string): object => ({ ok: false, problem: { code } });

describe('a session that is not in the store any more', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  const WRITES: [string, (ada: TestClient) => Promise<unknown>][] = [
    [
      'an edit',
      (ada) => {
        ada.text.insert(0, 'x');
        return ada.flush();
      },
    ],
    ['a sync', (ada) => ada.ask('doc-sync', 'AA==')],
    ['a whole text', (ada) => ada.ask('code-change', { code: 'x' })],
    ['a title', (ada) => ada.ask('title-change', { title: 'x' })],
  ];

  it.each(WRITES)('answers %s with the reason and ends for everybody', async (_, write) => {
    for (const [reason, code] of [
      ['deleted', 'session-gone'],
      ['expired', 'session-expired'],
    ] as const) {
      const { sessionId } = await gateway.createSession();
      const ada = await TestClient.join(gateway.url, { session: sessionId });
      const bo = await TestClient.join(gateway.url, { session: sessionId });
      const ended = [ada.next('session-ended'), bo.next('session-ended')];
      const closed = [ada.closed(), bo.closed()];
      await gateway.store.remove(sessionId, reason);
      expect(await write(ada)).toMatchObject(problem(code));
      expect(await Promise.all(ended)).toEqual([{ reason }, { reason }]);
      expect(await Promise.all(closed)).toMatchObject([
        { description: { reason: `session ${reason}` } },
        { description: { reason: `session ${reason}` } },
      ]);
      ada.close();
      bo.close();
    }
  });

  it('refuses whoever came through the handshake before', async () => {
    const { sessionId } = await gateway.createSession();
    const early = await TestClient.connect(gateway.url, { session: sessionId });
    await gateway.store.remove(sessionId, 'deleted');
    expect(await early.ask('join-session', { mode: 'crdt' })).toMatchObject(problem('session-gone'));
    early.close();
  });

  it('answers callers inside the gateway with the reason', async () => {
    const { sessionId } = await gateway.createSession();
    await gateway.store.remove(sessionId, 'expired');
    expect(await gateway.live.edit(sessionId, undefined, () => undefined)).toMatchObject(
      problem('session-expired'),
    );
    await expect(gateway.live.withDocument(sessionId, () => 0)).rejects.toMatchObject({
      problem: { code: 'session-expired' },
    });
  });
});
