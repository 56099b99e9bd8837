import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { TestClient } from '../live/testing/test-client.ts';
import { bundleScript } from '../testing/bundle-script.ts';
import { RedisServers } from '../testing/redis-servers.ts';
import { asHost, RestClient } from '../testing/rest-client.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { importSessions } from './import-sessions.ts';
import { runBackup } from './run-backup.ts';
import { readConfig } from '../config/read-config.ts';
import { createLogger } from '../ops/logger.ts';
import type { SessionStore } from '../store/session-store.ts';
import { openStore } from '../store/store.module.ts';

const run = promisify(execFile);

let folder: string;
let script: Awaited<ReturnType<typeof bundleScript>>;
const redis = new RedisServers();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pairlink-backup-'));
  script = await bundleScript(new URL('../main.ts', import.meta.url));
});
afterAll(async () => {
  script.remove();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Where = Readonly<Record<string, string>>;

const open = (where: Where): Promise<SessionStore> =>
  openStore(readConfig(where, '/web'), createLogger('silent'));

/** The same in this process: starting one takes long on a busy machine. */
const inProcess = (where: Where, ...words: string[]): Promise<string> =>
  runBackup(words, readConfig({ LOG_LEVEL: 'silent', ...where }, '/web'));

/** The command as an operator gives it. */
const command = async (where: Where, ...words: string[]): Promise<string> => {
  const { stdout } = await run(process.execPath, [script.path, ...words], {
    env: { LOG_LEVEL: 'silent', ...where },
  });
  return stdout.trim();
};

/** Everything a store knows of a session, with the document as one update. */
async function contentOf(where: Where, sessionId: string): Promise<unknown> {
  const store = await open(where);
  const { snapshot, entries } = await store.load(sessionId);
  const doc = new Y.Doc();
  for (const update of [...(snapshot ? [snapshot] : []), ...entries.map((entry) => entry.update)]) {
    Y.applyUpdate(doc, update);
  }
  const content = {
    lookup: await store.find(sessionId),
    document: Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'),
    authors: entries.slice(-3).map(({ at, participantId }) => ({ at, participantId })),
    clientIds: new Map([...(await store.clientIds(sessionId))].sort(([a], [b]) => a - b)),
    chat: await store.listChat(sessionId),
    runs: await store.listRuns(sessionId),
  };
  await store.close();
  return content;
}

const linesOf = (text: string): AsyncIterable<string> => createInterface({ input: Readable.from([text]) });

describe('export and import', () => {
  it('give every session back, from the embedded store to Redis and back again', async () => {
    const home = { DATA_DIR: join(folder, 'home') };
    const { url } = await redis.server();
    const moved = { REDIS_URL: url, DATA_DIR: join(folder, 'unused') };
    const back = { DATA_DIR: join(folder, 'back') };

    const gateway = await startTestGateway(home);
    const rest = new RestClient(gateway.url);
    const short = await rest.create({
      title: 'Ünïcode 🙂',
      code: 'a = 1\n',
      language: 'python',
      password: 'x',
    });
    const long = await rest.create({ code: '', isPublic: true });
    const ada = await TestClient.join(gateway.url, { session: long.sessionId, name: 'Ada' });
    // So much that the log is compacted on the way.
    for (let n = 0; n < 20; n++) await ada.type(0, `${n}\n`.padEnd(20_000, 'x'));
    for (let n = 0; n < 5; n++) await ada.type(0, `${n}\n`);
    const started = await ada.ask('run-start', { language: 'python', entry: 'main.py' });
    if (started.ok) {
      const { runId } = started.value;
      await ada.ask('run-output', { runId, chunks: [{ kind: 'stdout', text: 'printed' }] });
      await ada.raw('run-end', { runId, result: { kind: 'finished', exitCode: 0, ms: 1 } });
    }
    ada.close();
    await gateway.stop();
    const ids = [short.sessionId, long.sessionId];
    const before = [await contentOf(home, short.sessionId), await contentOf(home, long.sessionId)];

    const first = join(folder, 'first.ndjson');
    expect(await command(home, 'export', first)).toBe(`2 sessions are in ${first}.`);
    expect(statSync(first).mode & 0o077).toBe(0);
    expect(await command(moved, 'import', first)).toContain('2 sessions were imported; 0 were there already');
    expect(await inProcess(moved, 'import', first)).toContain(
      '0 sessions were imported; 2 were there already',
    );
    const second = join(folder, 'second.ndjson');
    await inProcess(moved, 'export', second);
    rmSync(home.DATA_DIR, { recursive: true });
    await inProcess(back, 'import', second);

    for (const where of [moved, back]) {
      for (const [n, id] of ids.entries()) expect(await contentOf(where, id)).toEqual(before[n]);
    }
    const again = await startTestGateway(back);
    const state = await new RestClient(again.url).call(`/api/sessions/${short.sessionId}`, {
      headers: asHost(short),
    });
    await again.stop();
    expect(state.body).toMatchObject({
      title: 'Ünïcode 🙂',
      code: 'a = 1\n',
      hasPassword: true,
      role: 'host',
    });
  });

  it('write over nothing, and say what they want', async () => {
    const where = { DATA_DIR: join(folder, 'other') };
    const file = join(folder, 'there.ndjson');
    writeFileSync(file, 'mine');
    await expect(inProcess(where, 'export', file)).rejects.toThrow('EEXIST');
    await expect(inProcess(where, 'import', file)).rejects.toThrow('Line 1 is not whole');
    await expect(inProcess(where, 'exprot', file)).rejects.toThrow('Say `export <file>`');
    await expect(inProcess(where, 'export')).rejects.toThrow('Say `export <file>`');
  });

  it('take nothing that is not a backup', async () => {
    const store = await open({ DATA_DIR: join(folder, 'third') });
    await expect(importSessions(store, linesOf('{"version":2}\n'))).rejects.toThrow('another version');
    await expect(importSessions(store, linesOf(''))).rejects.toThrow('empty');
    await store.close();
  });
});
