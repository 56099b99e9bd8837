import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { CreatedSession } from '@pairlink/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleScript } from './testing/bundle-script.ts';
import { RestClient } from './testing/rest-client.ts';

type Gateway = ChildProcessByStdio<null, Readable, Readable>;

describe('the gateway as a process', () => {
  let script: Awaited<ReturnType<typeof bundleScript>>;
  let dataDir: string;
  const running: Gateway[] = [];

  beforeAll(async () => {
    script = await bundleScript(new URL('main.ts', import.meta.url));
  });
  afterAll(() => script.remove());
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'pairlink-main-'));
  });
  afterEach(() => {
    for (const gateway of running.splice(0)) gateway.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = (variables: Readonly<Record<string, string>> = {}): Gateway => {
    const gateway = spawn(process.execPath, [script.path], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, ...variables },
    });
    running.push(gateway);
    return gateway;
  };

  /** Waits for the line with the address; the others are kept as they come. */
  async function listening(gateway: Gateway): Promise<{ address: string; lines: string[] }> {
    const lines: string[] = [];
    const address = new Promise<string>((resolve) => {
      createInterface({ input: gateway.stdout }).on('line', (line) => {
        lines.push(line);
        const entry: { msg: string; address: string } = JSON.parse(line);
        if (entry.msg === 'listening') resolve(entry.address);
      });
    });
    const failure = once(gateway, 'exit').then(async () => {
      throw new Error(`The gateway did not start: ${await text(gateway.stderr)}`);
    });
    return { address: await Promise.race([address, failure]), lines };
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'says where it listens, and stops cleanly on %s',
    async (signal) => {
      const gateway = start();
      const { address, lines } = await listening(gateway);
      expect((await new RestClient(address).call('/api/health')).status).toBe(200);
      gateway.kill(signal);
      expect(await once(gateway, 'exit')).toEqual([0, null]);
      expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['listening', 'draining', 'stopped']);
    },
  );

  it('answers what was asked before it stops', async () => {
    const gateway = start();
    const { address } = await listening(gateway);
    // Hashing a password takes a while.
    const created = new RestClient(address).create({ password: 'x' });
    await new RestClient(address).call('/api/health/live');
    gateway.kill('SIGTERM');
    const session = await created;
    expect(await once(gateway, 'exit')).toEqual([0, null]);
    const { address: again } = await listening(start());
    const { status } = await new RestClient(again).call(`/api/sessions/${session.sessionId}`);
    expect(status).toBe(401);
  });

  it('keeps every answered request over kill -9', async () => {
    const gateway = start();
    const rest = new RestClient((await listening(gateway)).address);
    const { sessionId } = await rest.create({ code: '' });
    for (let n = 1; n <= 20; n++) {
      await rest.call(`/api/sessions/${sessionId}`, { method: 'PATCH', json: { code: `${n}` } });
    }
    gateway.kill('SIGKILL');
    await once(gateway, 'exit');
    const again = new RestClient((await listening(start())).address);
    expect((await again.call(`/api/sessions/${sessionId}`)).body).toMatchObject({ code: '20' });
  });

  it('does not start on a bad configuration, and names every fault', async () => {
    const gateway = start({ PORT: 'many', LOG_LEVEL: 'loud', LIMIT_TITEL: '1' });
    const [[code], message] = await Promise.all([once(gateway, 'exit'), text(gateway.stderr)]);
    expect(code).toBe(1);
    for (const name of ['PORT', 'LOG_LEVEL', 'LIMIT_TITEL']) expect(message).toContain(name);
  });

  it('does not start beside another on the same data', async () => {
    await listening(start());
    const second = start();
    const [[code], message] = await Promise.all([once(second, 'exit'), text(second.stderr)]);
    expect(code).toBe(1);
    expect(message).toContain('Another gateway is using');
  });

  it('logs nothing that a session must keep to itself', async () => {
    const gateway = start({ LOG_LEVEL: 'trace' });
    const { address, lines } = await listening(gateway);
    const rest = new RestClient(address);
    const session = await rest.create({
      title: 'Secret title',
      code: 'secret_text',
      password: 'secret password',
    });
    const path = `/api/sessions/${session.sessionId}`;
    const headers = { authorization: `Bearer ${session.hostToken}`, 'x-session-password': 'wrong secret' };
    await rest.call(path, { headers });
    await rest.call(path, { headers: { 'x-session-password': 'wrong secret' } });
    await rest.call(path, { method: 'PATCH', json: { code: 'secret_change' }, headers });
    await rest.call('/api/sessions', {
      raw: '{"title": "Secret',
      headers: { 'content-type': 'application/json' },
    });
    await rest.call(path, { method: 'DELETE', headers });
    gateway.kill('SIGTERM');
    await once(gateway, 'exit');
    const log = lines.join('\n');
    const secrets: readonly (keyof CreatedSession)[] = ['sessionId', 'watchId', 'hostToken'];
    for (const secret of secrets) expect(log).not.toContain(session[secret]);
    expect(log).not.toMatch(/secret/i);
  });
});
