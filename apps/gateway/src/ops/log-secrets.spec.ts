import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { TestClient } from '../live/testing/test-client.ts';
import { bundleScript } from '../testing/bundle-script.ts';
import { eventually } from '../testing/eventually.ts';
import { RedisServers } from '../testing/redis-servers.ts';
import { asHost, RestClient } from '../testing/rest-client.ts';
import { logId } from './logger.ts';

it('a busy session that goes wrong leaves no text, token, name or address in the log', async () => {
  const redis = new RedisServers();
  const server = await redis.server();
  const script = await bundleScript(new URL('../main.ts', import.meta.url));
  const dataDir = mkdtempSync(join(tmpdir(), 'pairlink-log-'));
  const gateway = spawn(process.execPath, [script.path], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      REDIS_URL: server.url,
      TRUST_PROXY_HOPS: '1',
      RATE_PASSWORD_PER_MINUTE: '1',
      METRICS_TOKEN: 'metrics-secret',
      LOG_LEVEL: 'trace',
    },
  });
  const lines: string[] = [];
  createInterface({ input: gateway.stderr }).on('line', (line) => lines.push(line));
  const url = await new Promise<string>((resolve) => {
    createInterface({ input: gateway.stdout }).on('line', (line) => {
      lines.push(line);
      const entry: { msg: string; address: string } = JSON.parse(line);
      if (entry.msg === 'listening') resolve(entry.address);
    });
  });

  const rest = new RestClient(url);
  const forwarded = { 'x-forwarded-for': '203.0.113.77', 'x-request-id': 'of-the-proxy-1' };
  const session = await rest.create({ title: 'Secret title', code: 'secret_text', password: 'secret-word' });
  const path = `/api/sessions/${session.sessionId}`;
  const headers = { ...asHost(session), ...forwarded };
  const auth = { participantSecret: 'c0ffee00'.repeat(4), hostToken: session.hostToken };
  const ada = await TestClient.join(url, {
    session: session.sessionId,
    name: 'Ada Lovelace',
    auth,
    headers: forwarded,
  });
  const ben = await TestClient.join(url, {
    session: session.watchId,
    name: 'Ben Secret',
    auth: { password: 'secret-word' },
    transports: ['polling'],
    headers: forwarded,
  });
  await ada.type(0, 'more_secret_text');
  await ada.ask('title-change', { title: 'Another secret title' });
  const run = await ada.ask('run-start', { language: 'python', entry: 'secret.py' });
  if (run.ok) {
    await ada.ask('run-output', {
      runId: run.value.runId,
      chunks: [{ kind: 'stdout', text: 'secret output' }],
    });
  }
  await ada.raw('doc-update', 'c2VjcmV0');
  await ben.raw('doc-update', Buffer.from('secret'));
  await ben.raw('secret-event', { secret: 'secret' });
  for (let n = 0; n < 3; n++) {
    await rest.call(path, { headers: { 'x-session-password': 'wrong secret', ...forwarded } });
  }
  await rest.call('/api/sessions', {
    raw: '{"title": "Secret',
    headers: { 'content-type': 'application/json' },
  });
  await rest.call('/metrics', { headers: { authorization: 'Bearer metrics-secret' } });
  await rest.call(`/s/${session.sessionId}?secret=1`);

  // Now everything fails at once, with edits and calls under way.
  server.process.kill('SIGKILL');
  ada.text.insert(0, 'unstored_secret');
  await ada.flush();
  const failed = await rest.call(path, { headers });
  await rest.call(path, { method: 'PATCH', json: { code: 'secret_change' }, headers });
  await TestClient.connect(url, { session: session.sessionId, auth }).catch(() => undefined);
  await eventually(() => expect(lines.join('\n')).toContain('request failed'));
  ada.close();
  ben.close();
  gateway.kill('SIGTERM');
  await once(gateway, 'exit');
  await redis.stop();
  script.remove();
  rmSync(dataDir, { recursive: true, force: true });

  const log = lines.join('\n');
  expect(failed.status).toBe(503);
  expect(log).not.toMatch(/secret/i);
  expect(log).not.toMatch(/Lovelace|203\.0\.113|::ffff|c0ffee/);
  for (const token of [session.sessionId, session.watchId, session.hostToken])
    expect(log).not.toContain(token);
  // And yet an operator finds what belongs together.
  const entries = lines.map((line): Record<string, unknown> => JSON.parse(line));
  expect(entries.find(({ msg }) => msg === 'request failed')).toMatchObject({
    session: logId(session.sessionId),
    request: 'of-the-proxy-1',
    err: { type: 'StoreUnavailable' },
  });
  expect(entries.find(({ msg, method }) => msg === 'request' && method === 'GET')).toMatchObject({
    route: '/api/sessions/:id',
    session: logId(session.sessionId),
    status: expect.any(Number),
  });
});
