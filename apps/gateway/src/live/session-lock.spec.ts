import type { CreatedSession } from '@pairlink/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asHost, RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { TestClient, valueOf } from './testing/test-client.ts';

let gateway: TestGateway;
let rest: RestClient;
let session: CreatedSession;
let guest: TestClient;
let host: TestClient;

beforeAll(async () => {
  gateway = await startTestGateway();
  rest = new RestClient(gateway.url);
});
afterAll(() => gateway.stop());

beforeEach(async () => {
  session = await rest.create({ code: 'print(1)\n' });
  const { sessionId, hostToken } = session;
  guest = await TestClient.join(gateway.url, { session: sessionId });
  host = await TestClient.join(gateway.url, { session: sessionId, auth: { hostToken } });
});
afterEach(() => {
  guest.close();
  host.close();
});

async function setLock(isLocked: boolean): Promise<void> {
  const path = `/api/sessions/${session.sessionId}`;
  const answer = await rest.call(path, { method: 'PATCH', json: { isLocked }, headers: asHost(session) });
  expect(answer.status).toBe(200);
}

const LOCKED = { ok: false, problem: { code: 'session-locked' } };

describe('a lock set by REST', () => {
  it('is told to everybody inside, and so is its end', async () => {
    for (const isLocked of [true, false]) {
      const told = [guest.next('session-locked'), host.next('session-locked')];
      await setLock(isLocked);
      expect(await Promise.all(told)).toEqual([
        { isLocked, participantId: '' },
        { isLocked, participantId: '' },
      ]);
    }
  });

  it('stops every write of those who were inside before, and none of the host', async () => {
    await setLock(true);
    guest.text.insert(0, 'x');
    expect(await guest.flush()).toMatchObject(LOCKED);
    expect(await guest.ask('code-change', { code: 'x' })).toMatchObject(LOCKED);
    expect(await guest.ask('language-change', { language: 'javascript' })).toMatchObject(LOCKED);
    expect(await guest.ask('title-change', { title: 'x' })).toMatchObject(LOCKED);
    await host.type(0, 'host ');
    valueOf(await host.ask('title-change', { title: 'By the host' }));
    const { body } = await rest.call(`/api/sessions/${session.sessionId}`);
    expect(body).toMatchObject({ code: 'host print(1)\n', title: 'By the host', language: 'python' });
  });

  it('gives way: what was typed meanwhile is taken when the session is open again', async () => {
    await setLock(true);
    guest.text.insert(0, 'late ');
    expect(await guest.flush()).toMatchObject(LOCKED);
    await setLock(false);
    await guest.sync();
    await host.until(() => host.text.toString() === 'late print(1)\n');
    valueOf(await guest.ask('language-change', { language: 'javascript' }));
  });

  it('is known to those who come later', async () => {
    await setLock(true);
    const late = await TestClient.join(gateway.url, { session: session.sessionId });
    expect(late.joined).toMatchObject({ isLocked: true });
    late.close();
  });
});
