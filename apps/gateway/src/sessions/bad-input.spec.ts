import { gzipSync } from 'node:zlib';
import type { CreatedSession } from '@pairlink/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asHost, RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

const refusal = (status: number, code: string) => ({
  status,
  body: { type: `urn:pairlink:problem:${code}`, status, code },
});

/** How many of `count` calls at once were told to slow down. */
async function flood(
  count: number,
  call: (n: number) => Promise<{ status: number; headers: Headers }>,
): Promise<readonly { headers: Headers }[]> {
  const answers = await Promise.all(Array.from({ length: count }, (_, n) => call(n)));
  return answers.filter(({ status }) => status === 429);
}

const forged = (n: number) => ({ 'x-forwarded-for': `10.0.0.${n}` });

/** The REST rows of the bad-input table: each has one exact answer and leaves everybody else alone. */
describe('bad input by REST', () => {
  let gateway: TestGateway;
  let rest: RestClient;
  let victim: CreatedSession;
  let victimBefore: unknown;
  let bystander: CreatedSession;
  const uncaught: unknown[] = [];
  const note = (error: unknown): void => void uncaught.push(error);

  beforeAll(async () => {
    process.on('unhandledRejection', note);
    gateway = await startTestGateway();
    rest = new RestClient(gateway.url);
    victim = await rest.create({ title: 'victim', code: 'untouched' });
    bystander = await rest.create();
    victimBefore = (await rest.call(`/api/sessions/${victim.sessionId}`)).body;
  });
  afterAll(async () => {
    process.off('unhandledRejection', note);
    await gateway.stop();
  });

  const checkNobodyNoticed = async (): Promise<void> => {
    const startedAt = performance.now();
    const json = { code: `edit at ${startedAt}` };
    const edit = await rest.call(`/api/sessions/${bystander.sessionId}`, { method: 'PATCH', json });
    expect(edit.status).toBe(200);
    expect((await rest.call(`/api/sessions/${victim.sessionId}`)).body).toEqual(victimBefore);
    expect(uncaught).toEqual([]);
  };
  afterEach(checkNobodyNoticed);

  it.each(['{"title": "x', '{', '[', '{"title": }', "{'title': 1}", '\u0000', 'null', '"x"', '12', 'NaN'])(
    'refuses the body %j',
    async (raw) => {
      expect(await rest.call('/api/sessions', { raw, headers: JSON_TYPE })).toMatchObject(
        refusal(400, 'invalid-payload'),
      );
    },
  );

  it.each([
    ['[]', []],
    ['[{}]', [{}]],
    ['an unknown field', { titel: 'x' }],
    ['an unknown field of a file', { files: [{ path: 'a.py', content: '', mode: 7 }] }],
    ['a title that is an object', { title: { toString: 'x' } }],
    ['a title that is a list', { title: ['x'] }],
    ['a title with NUL', { title: 'a\u0000b' }],
    ['a title with a line end', { title: 'a\nb' }],
    ['a title with a lone surrogate', { title: 'a\ud800b' }],
    ['a title with an RTL override', { title: 'a\u202eb' }],
    ['a title that is too long', { title: 'x'.repeat(121) }],
    ['a title of combining marks', { title: `e${'\u0301'.repeat(200)}` }],
    ['code with a lone surrogate', { code: '\udc00' }],
    ['code that is a number', { code: 1 }],
    ['files that are no list', { files: { path: 'a', content: '' } }],
    ['files that are no objects', { files: ['a.py'] }],
    ['isPublic as text', { isPublic: 'true' }],
    ['an empty password', { password: '' }],
    ['a password of 201 characters', { password: 'x'.repeat(201) }],
  ])('refuses %s', async (_, json) => {
    expect(await rest.call('/api/sessions', { json })).toMatchObject(refusal(400, 'invalid-payload'));
  });

  it.each(['{"__proto__": {"isAdmin": true}}', '{"constructor": {"prototype": {}}}'])(
    'refuses %s, and nothing is polluted',
    async (raw) => {
      const answer = await rest.call('/api/sessions', { raw, headers: JSON_TYPE });
      expect(answer).toMatchObject(refusal(400, 'invalid-payload'));
      expect('isAdmin' in {}).toBe(false);
    },
  );

  it.each([
    ['an unknown language', { language: 'cobol' }, refusal(400, 'unsupported-language')],
    ['a language from the prototype', { language: '__proto__' }, refusal(400, 'unsupported-language')],
    ['a path that leaves the tree', { files: [{ path: '../x', content: '' }] }, refusal(400, 'path-invalid')],
    ['a path with NUL', { files: [{ path: 'a\u0000', content: '' }] }, refusal(400, 'path-invalid')],
    ['an empty path', { files: [{ path: '', content: '' }] }, refusal(400, 'path-invalid')],
    [
      'a path twice',
      {
        files: [
          { path: 'a', content: '' },
          { path: 'a', content: '' },
        ],
      },
      refusal(409, 'path-taken'),
    ],
    [
      'a file where a folder must be',
      { files: [{ path: 'main.py/x', content: '' }] },
      refusal(409, 'path-taken'),
    ],
    ['a text over the limit', { code: 'x'.repeat(1024 * 1024 + 1) }, refusal(413, 'too-large')],
    [
      'too many files',
      { files: Array.from({ length: 200 }, (_, n) => ({ path: `${n}.py`, content: '' })) },
      refusal(413, 'too-large'),
    ],
  ])('refuses %s', async (_, json, answer) => {
    expect(await rest.call('/api/sessions', { json })).toMatchObject(answer);
  });

  it('refuses a title of 10 MB of combining marks without reading it all', async () => {
    const json = { title: '\u0301'.repeat(5 * 1024 * 1024) };
    expect(await rest.call('/api/sessions', { json })).toMatchObject(refusal(413, 'too-large'));
  });

  it('refuses JSON nested 100,000 deep', async () => {
    const raw = `{"title":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const answer = await rest.call('/api/sessions', { raw, headers: JSON_TYPE });
    expect(answer).toMatchObject(refusal(400, 'invalid-payload'));
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])('refuses a body of type %s', async (type) => {
    const answer = await rest.call('/api/sessions', { raw: '{}', headers: { 'content-type': type } });
    expect(answer).toMatchObject(refusal(415, 'invalid-payload'));
  });

  it('refuses another charset', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-7' };
    expect(await rest.call('/api/sessions', { raw: '{}', headers })).toMatchObject(
      refusal(415, 'invalid-payload'),
    );
  });

  it('does not inflate a gzip bomb', async () => {
    const raw = gzipSync(Buffer.from(`{"title":"${' '.repeat(50_000_000)}"}`));
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    expect(await rest.call('/api/sessions', { raw, headers })).toMatchObject(refusal(415, 'invalid-payload'));
  });

  it.each([
    'a',
    'abcdefghijk',
    'abcdefghijkmn',
    'abcdefghijkm',
    'l23456789abc',
    '..%2f..%2f..%2fetc%2fpasswd',
    '%00',
    'abcdefghijk%00',
    '%c0%ae%c0%ae',
    '%ff',
    '__proto__',
    'constructor',
    'toString',
    '%F0%9F%98%80',
    'abcdefghijkm%0d%0aSet-Cookie:x',
    'x'.repeat(10_000),
    '%',
    '%E0%A4%A',
  ])('answers the id %.40s like any unknown one', async (id) => {
    const expected = await rest.rawGet('/api/sessions/222222222222');
    expect(expected).toMatchObject(refusal(404, 'session-not-found'));
    expect(await rest.rawGet(`/api/sessions/${id}`)).toEqual(expected);
    expect(await rest.rawGet(`/api/sessions/${id}/health`)).toEqual(expected);
  });

  it.each([
    '/api/sessions/../../../etc/passwd',
    '/api/nothing',
    '/api/sessions/222222222222/nothing',
    '/api',
  ])('answers 404 to %s', async (path) => {
    expect((await rest.rawGet(path)).status).toBe(404);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'limit=1&limit=2', 'cursor=x', 'cursor=1.2', 'offset=3'])(
    'refuses to list sessions by ?%s',
    async (query) => {
      expect(await rest.call(`/api/sessions?${query}`)).toMatchObject(refusal(400, 'invalid-payload'));
    },
  );

  it.each([
    ['without a token', () => ({})],
    ["with another session's token", () => asHost(bystander)],
    ['with an empty token', () => ({ authorization: 'Bearer ' })],
    ['with something that is no token', () => ({ authorization: `Basic ${'x'.repeat(5000)}` })],
  ])('refuses the host calls %s', async (_, headers) => {
    const path = `/api/sessions/${victim.sessionId}`;
    expect(await rest.call(path, { method: 'DELETE', headers: headers() })).toMatchObject(
      refusal(403, 'not-allowed'),
    );
    expect(
      await rest.call(path, { method: 'PATCH', json: { isPublic: true }, headers: headers() }),
    ).toMatchObject(refusal(403, 'not-allowed'));
  });

  it('refuses null where a patch wants a value', async () => {
    const json = { title: null };
    const path = `/api/sessions/${victim.sessionId}`;
    expect(await rest.call(path, { method: 'PATCH', json })).toMatchObject(refusal(400, 'invalid-payload'));
  });

  it('counts wrong passwords: the sixth in a minute is not even looked at', async () => {
    const { sessionId } = await rest.create({ password: 'right' });
    const guess = (password: string) =>
      rest.call(`/api/sessions/${sessionId}`, { headers: { 'x-session-password': password } });
    const answers = [];
    // One more try comes back every twelve seconds: on a slow machine the sixth may be one of those.
    while (answers.length < 30 && answers.at(-1)?.status !== 429) answers.push(await guess('wrong'));
    expect(answers.slice(0, 5)).toMatchObject(
      Array.from({ length: 5 }, () => refusal(401, 'wrong-password')),
    );
    expect(answers.at(-1)).toMatchObject(refusal(429, 'rate-limited'));
    const next = await guess('right');
    expect(next).toMatchObject(refusal(429, 'rate-limited'));
    expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'file://'])(
    'refuses pages of %s',
    async (origin) => {
      for (const method of ['OPTIONS', 'GET', 'POST']) {
        const answer = await rest.call('/api/sessions', { method, headers: { origin } });
        expect(answer).toMatchObject(refusal(403, 'not-allowed'));
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
    },
  );

  it('lets its own pages call it', async () => {
    const answer = await rest.call('/api/languages', { headers: { origin: gateway.url } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(gateway.url);
  });

  it('makes no link from a Host that is none', async () => {
    const { hostname, port } = new URL(gateway.url);
    const answer = await rest.rawGet('/api/languages', { host: 'a b"><script>' });
    expect(answer.status).toBe(200);
    expect([hostname, port]).not.toContain('');
  });
});

describe('floods', () => {
  it('slows down those who create or look up without end, and says for how long', async () => {
    const gateway = await startTestGateway({ RATE_CREATE_PER_MINUTE: '20', RATE_LOOKUP_PER_MINUTE: '50' });
    const rest = new RestClient(gateway.url);
    // A forged X-Forwarded-For makes no difference: no proxy is trusted.
    const startedAt = performance.now();
    const created = await flood(60, (n) => rest.call('/api/sessions', { json: {}, headers: forged(n) }));
    const lookedUp = await flood(150, (n) => rest.call('/api/sessions/222222222222', { headers: forged(n) }));
    const minutes = (performance.now() - startedAt) / 60_000;
    await gateway.stop();
    // What a minute allows at once, and what has come back since; not one more.
    expect(60 - created.length).toBeLessThanOrEqual(Math.ceil(20 * (1 + minutes)));
    expect(150 - lookedUp.length).toBeLessThanOrEqual(Math.ceil(50 * (1 + minutes)));
    for (const { headers } of [...created, ...lookedUp]) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    }
  });

  it('counts people behind a trusted proxy one by one', async () => {
    const gateway = await startTestGateway({ RATE_LOOKUP_PER_MINUTE: '5', TRUST_PROXY_HOPS: '1' });
    const rest = new RestClient(gateway.url);
    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        rest
          .call('/api/sessions/222222222222', { headers: { 'x-forwarded-for': `10.9.9.9, 10.0.0.${n}` } })
          .then(({ status }) => status),
      ),
    );
    await gateway.stop();
    expect(new Set(statuses)).toEqual(new Set([404]));
  });

  it('lets a class of 200 behind one address in within a minute', async () => {
    const gateway = await startTestGateway();
    const rest = new RestClient(gateway.url);
    const { sessionId } = await rest.create();
    const calls = Array.from({ length: 600 }, () => rest.call(`/api/sessions/${sessionId}`));
    const statuses = new Set((await Promise.all(calls)).map(({ status }) => status));
    await gateway.stop();
    expect(statuses).toEqual(new Set([200]));
  });
});
