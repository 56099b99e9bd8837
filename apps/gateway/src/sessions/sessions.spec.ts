import type { LanguagesReply, PublicSessions, SessionState } from '@pairlink/protocol';
import { LANGUAGES } from '@pairlink/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asHost, RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('sessions by REST', () => {
  let gateway: TestGateway;
  let rest: RestClient;

  beforeAll(async () => {
    gateway = await startTestGateway();
    rest = new RestClient(gateway.url);
  });
  afterAll(() => gateway.stop());

  it('creates a session without any wish, with links that lead back here', async () => {
    const answer = await rest.call('/api/sessions', { method: 'POST' });
    expect(answer.status).toBe(201);
    const created = await rest.create();
    expect(created.sessionId).toMatch(/^[2-9A-HJ-NP-Za-km-z]{12}$/);
    expect(created.watchId).toMatch(/^[2-9A-HJ-NP-Za-km-z]{16}$/);
    expect(Buffer.from(created.hostToken, 'base64url')).toHaveLength(32);
    expect(created).toMatchObject({
      shareableLink: `${gateway.url}/s/${created.sessionId}`,
      watchLink: `${gateway.url}/w/${created.watchId}`,
      title: 'Untitled',
      language: 'python',
      isPublic: false,
    });
    expect(Date.parse(created.expiresAt) - Date.parse(created.createdAt)).toBe(DAY_MS);
  });

  it('starts with the starter of the language', async () => {
    const { sessionId } = await rest.create({ language: 'javascript' });
    const { body } = await rest.call(`/api/sessions/${sessionId}`);
    expect(body).toMatchObject({
      language: 'javascript',
      code: LANGUAGES.javascript.starter,
      files: [{ path: 'main.js', content: LANGUAGES.javascript.starter }],
      role: 'editor',
      activeUsers: 0,
      totalEdits: 0,
      hasPassword: false,
      isLocked: false,
    });
  });

  it('starts with given code, line ends made LF, and files in folders', async () => {
    const { sessionId } = await rest.create({
      title: '  Binary   search ',
      code: 'a = 1\r\nb = 2\r',
      files: [{ path: 'src/deep/search.py', content: 'pass' }],
    });
    const { body } = await rest.call(`/api/sessions/${sessionId}`);
    expect(body).toMatchObject({ title: 'Binary   search', code: 'a = 1\nb = 2\n' });
    const { body: tree } = await rest.call(`/api/sessions/${sessionId}/files`);
    expect(tree).toMatchObject({ files: [{ path: 'src/deep/search.py' }, { path: 'main.py' }] });
  });

  it('takes the entry from the files when no code is given', async () => {
    const { sessionId } = await rest.create({ files: [{ path: 'main.py', content: 'print(1)' }] });
    const { body } = await rest.call(`/api/sessions/${sessionId}`);
    expect(body).toMatchObject({ code: 'print(1)', files: [{ path: 'main.py' }] });
  });

  it('shows watchers everything but the session id', async () => {
    const { sessionId, watchId } = await rest.create();
    const answer = await rest.call(`/api/sessions/${watchId}`);
    expect(answer.body).toMatchObject({ sessionId: watchId, role: 'viewer' });
    expect(JSON.stringify(answer.body)).not.toContain(sessionId);
    const health = await rest.call(`/api/sessions/${watchId}/health`);
    expect(JSON.stringify(health.body)).not.toContain(sessionId);
  });

  it('knows the host by the token', async () => {
    const session = await rest.create();
    const answer = await rest.call(`/api/sessions/${session.sessionId}`, { headers: asHost(session) });
    expect(answer.body).toMatchObject({ role: 'host' });
  });

  it('changes title, language and code for anybody with the link', async () => {
    const { sessionId } = await rest.create({ code: 'one\ntwo\n' });
    const answer = await rest.call(`/api/sessions/${sessionId}`, {
      method: 'PATCH',
      json: { title: 'Renamed', language: 'javascript', code: 'one\n2\n' },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ title: 'Renamed', language: 'javascript', code: 'one\n2\n' });
  });

  it('keeps what many people change at once', async () => {
    const { sessionId } = await rest.create({ code: '' });
    const titles = Array.from({ length: 20 }, (_, n) => `title ${n}`);
    const answers = await Promise.all(
      titles.map((title) => rest.call(`/api/sessions/${sessionId}`, { method: 'PATCH', json: { title } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(titles.map(() => 200));
    const { body } = await rest.call<SessionState>(`/api/sessions/${sessionId}`);
    expect(titles).toContain(body.title);
  });

  it('lets only the host publish, lock and set a password', async () => {
    const session = await rest.create();
    const path = `/api/sessions/${session.sessionId}`;
    for (const json of [{ isPublic: true }, { isLocked: true }, { password: 'x' }]) {
      expect(await rest.call(path, { method: 'PATCH', json })).toMatchObject({
        status: 403,
        body: { code: 'not-allowed' },
      });
    }
    const answer = await rest.call(path, {
      method: 'PATCH',
      json: { isLocked: true },
      headers: asHost(session),
    });
    expect(answer.body).toMatchObject({ isLocked: true });
    expect(await rest.call(path, { method: 'PATCH', json: { code: 'x' } })).toMatchObject({
      status: 423,
      body: { code: 'session-locked' },
    });
  });

  it('lets watchers change nothing', async () => {
    const { watchId } = await rest.create();
    const answer = await rest.call(`/api/sessions/${watchId}`, { method: 'PATCH', json: { code: 'x' } });
    expect(answer).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  });

  it('asks everybody but the host for the password', async () => {
    const session = await rest.create({ password: 'pässword' });
    const path = `/api/sessions/${session.sessionId}`;
    expect(await rest.call(path)).toMatchObject({ status: 401, body: { code: 'wrong-password' } });
    const headers = { 'x-session-password': encodeURIComponent('pässword') };
    expect(await rest.call(path, { headers })).toMatchObject({ status: 200, body: { hasPassword: true } });
    expect(await rest.call(path, { headers: asHost(session) })).toMatchObject({ status: 200 });

    const json = { password: null };
    await rest.call(path, { method: 'PATCH', json, headers: asHost(session) });
    expect(await rest.call(path)).toMatchObject({ status: 200, body: { hasPassword: false } });
  });

  it('removes a session for good when its host says so', async () => {
    const session = await rest.create();
    const path = `/api/sessions/${session.sessionId}`;
    expect((await rest.call(path, { method: 'DELETE', headers: asHost(session) })).status).toBe(204);
    for (const gone of [path, `${path}/health`, `${path}/files`, `/api/sessions/${session.watchId}`]) {
      expect(await rest.call(gone)).toMatchObject({ status: 410, body: { code: 'session-gone' } });
    }
    const again = await rest.call(path, { method: 'DELETE', headers: asHost(session) });
    expect(again.status).toBe(410);
  });

  it('lists public sessions, newest first, page by page', async () => {
    const created = [];
    for (let n = 0; n < 3; n++) created.push(await rest.create({ isPublic: true, title: `public ${n}` }));
    const hidden = await rest.create({ title: 'hidden' });
    const seen: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor ? `&cursor=${cursor}` : '';
      const { body: page } = await rest.call<PublicSessions>(`/api/sessions?limit=2${query}`);
      expect(page.sessions.length).toBeLessThanOrEqual(2);
      seen.push(...page.sessions.map(({ sessionId }) => sessionId));
      cursor = page.nextCursor;
    }
    expect(new Set(seen)).toEqual(new Set(created.map(({ sessionId }) => sessionId)));
    expect(seen).toHaveLength(3);
    expect(seen).not.toContain(hidden.sessionId);
  });

  it('says whether a session is there', async () => {
    const { sessionId, expiresAt } = await rest.create();
    const { body } = await rest.call(`/api/sessions/${sessionId}/health`);
    expect(body).toEqual({ exists: true, activeUsers: 0, expiresAt });
  });

  it('names the languages it offers', async () => {
    const { body } = await rest.call<LanguagesReply>('/api/languages');
    expect(body.languages.map(({ id }) => id)).toEqual(Object.keys(LANGUAGES));
  });

  it('finds everything again after a restart', async () => {
    const variables = { DATA_DIR: `${gateway.directory}/kept` };
    const first = await startTestGateway(variables);
    const session = await new RestClient(first.url).create({ code: 'kept' });
    await first.stop();
    const second = await startTestGateway(variables);
    const { body } = await new RestClient(second.url).call(`/api/sessions/${session.sessionId}`);
    await second.stop();
    expect(body).toMatchObject({ code: 'kept' });
  });

  it('offers only the languages the operator chose', async () => {
    const narrow = await startTestGateway({ LANGUAGES: 'javascript' });
    const client = new RestClient(narrow.url);
    expect((await client.create()).language).toBe('javascript');
    const refused = await client.call('/api/sessions', { json: { language: 'python' } });
    await narrow.stop();
    expect(refused).toMatchObject({ status: 400, body: { code: 'unsupported-language' } });
  });

  it('makes links from PUBLIC_URL', async () => {
    const proxied = await startTestGateway({ PUBLIC_URL: 'https://pair.example' });
    const { shareableLink, sessionId } = await new RestClient(proxied.url).create();
    await proxied.stop();
    expect(shareableLink).toBe(`https://pair.example/s/${sessionId}`);
  });
});
