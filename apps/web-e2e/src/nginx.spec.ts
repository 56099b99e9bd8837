import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';

import { NginxProcess } from './support/nginx-process.ts';
import { expect, testWithOwnGateway } from './support/test.ts';

const WEB = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** The gateway behind Debian's nginx, which is set up by the configuration we ship. */
const test = testWithOwnGateway.extend<{ readonly nginx: NginxProcess }>({
  variables: { TRUST_PROXY_HOPS: '1' },
  nginx: async ({ gateway }, use) => {
    const nginx = await NginxProcess.start([gateway.port]);
    await use(nginx);
    await nginx.dispose();
  },
  origin: async ({ nginx }, use) => {
    await use(nginx.url);
  },
});

test('two people pair and run code through nginx, and its log names no session', async ({
  gateway,
  nginx,
  person,
  createSession,
}) => {
  const code = 'console.log("through nginx")';
  const { sessionId } = await createSession({ language: 'javascript', code });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);
  await ada.run.click();
  await expect(ben.output).toContainText('through nginx');

  const log = [nginx.log, ...gateway.lines].join('\n');
  expect(log).toContain('GET /s/:id 200');
  expect(log).not.toContain(sessionId);
  expect(log).not.toContain('127.0.0.1 ');
});

test('people stay in the session when nginx is reloaded', async ({ nginx, person, createSession }) => {
  const { sessionId } = await createSession({ language: 'python', code: '' });
  const ada = await person();
  ada.guard.allow(/WebSocket/);
  await ada.joins(`/s/${sessionId}`);
  await ada.goesToEnd();
  const typing = ada.types('0123456789'.repeat(4), 25);
  nginx.reload();
  await typing;
  await ada.isSaved();

  const ben = await person();
  await ben.joins(`/s/${sessionId}`);
  await expect.poll(() => ben.code()).toBe('0123456789'.repeat(4));
});

test('polling works where WebSocket is blocked', async ({ nginx, createSession }) => {
  const { sessionId } = await createSession();
  const socket = io(nginx.url, {
    transports: ['polling'],
    query: { session: sessionId },
    reconnection: false,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const answer: unknown = await socket.timeout(30_000).emitWithAck('join-session', { mode: 'crdt' });
    expect(answer).toMatchObject({ ok: true, value: { sessionId } });
  } finally {
    socket.close();
  }
});

test('every answer has the same headers with nginx as without', async ({ gateway, nginx, createSession }) => {
  const { sessionId } = await createSession();
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /^(assets|rt)\//.test(file) && /\.\w+$/.test(file) && !/\.(br|gz|map)$/.test(file),
  );
  const oneOfEach = new Map(files.map((file) => [file.slice(file.lastIndexOf('.')), `/${file}`]));
  expect([...oneOfEach.keys()]).toEqual(expect.arrayContaining(['.js', '.css', '.woff2', '.wasm']));

  const paths = ['/', `/s/${sessionId}`, '/runner.html', '/theme.js', '/no/such/page', '/assets/none.js'];
  paths.push('/api/languages', '/api/health', '/api/sessions/222222222222', `/api/sessions/${sessionId}`);
  for (const path of [...paths, ...oneOfEach.values()]) {
    for (const encoding of ['identity', 'gzip', 'gzip, br']) {
      const direct = await answerOf(`${gateway.url}${path}`, { 'accept-encoding': encoding });
      // Twice: what nginx passes on, and the copy it may have kept.
      for (const source of ['passed on', 'asked again']) {
        const proxied = await answerOf(`${nginx.url}${path}`, { 'accept-encoding': encoding });
        expect.soft(proxied, `${path} as ${encoding}, ${source}`).toEqual(direct);
      }
    }
  }
});

test('files that never change are served while no gateway answers', async ({ gateway, nginx }) => {
  const page = await fetch(`${nginx.url}/`);
  const [script = ''] = /\/assets\/[\w.-]+\.js/.exec(await page.text()) ?? [];
  const before = await answerOf(`${nginx.url}${script}`, { 'accept-encoding': 'br' });
  expect(before).toMatchObject({ status: 200, headers: { 'content-encoding': 'br' } });

  await gateway.kill();
  expect(await answerOf(`${nginx.url}${script}`, { 'accept-encoding': 'br' })).toEqual(before);
});

test('metrics and readiness are not public, and an unknown host is refused', async ({ nginx }) => {
  expect(await answerOf(`${nginx.url}/metrics`)).toMatchObject({ status: 404 });
  expect(await answerOf(`${nginx.url}/api/health/ready`)).toMatchObject({ status: 404 });
  expect(await answerOf(`${nginx.url}/`, { host: 'evil.example' })).toMatchObject({ status: 421 });
});

test.describe('a client that claims to be many', () => {
  test.use({ variables: { TRUST_PROXY_HOPS: '1', RATE_CREATE_PER_MINUTE: '5' } });

  test('counts as one: X-Forwarded-For is overwritten', async ({ nginx }) => {
    const create = async (address: string): Promise<number> => {
      const answer = await fetch(`${nginx.url}/api/sessions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': address,
          forwarded: `for=${address}`,
        },
        body: '{}',
      });
      return answer.status;
    };
    const statuses: number[] = [];
    for (let last = 1; last <= 20; last++) statuses.push(await create(`203.0.113.${last}`));
    expect(statuses.slice(0, 5)).toEqual([201, 201, 201, 201, 201]);
    expect(statuses.at(-1)).toBe(429);
  });
});

/** Headers that belong to one connection or differ from answer to answer. */
const PASSING = new Set(['connection', 'date', 'keep-alive', 'server', 'transfer-encoding', 'x-request-id']);

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
}

/** Without the comforts of `fetch`, which hides encodings and forbids to set `Host`. */
function answerOf(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, (response) => {
      const kept = Object.entries(response.headers).filter(([name]) => !PASSING.has(name));
      const answer = { status: response.statusCode ?? 0, headers: Object.fromEntries(kept) };
      // Only then has nginx the whole file, too.
      response.once('end', () => resolve(answer));
      response.once('error', reject);
      response.resume();
    });
    asked.once('error', reject);
    asked.end();
  });
}
