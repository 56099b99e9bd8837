import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config/config.ts';
import { createLogger } from '../ops/logger.ts';
import type { SessionStore } from '../store/session-store.ts';
import { openStore } from '../store/store.module.ts';
import { exportSessions } from './export-sessions.ts';
import { importSessions } from './import-sessions.ts';

const USAGE = 'Say `export <file>` or `import <file>`, or nothing to start the gateway.';

/**
 * `main.js export <file>` and `main.js import <file>`: all sessions of the configured store, out of it and into it. So
 * they can be kept elsewhere, and moved from the embedded store to Redis or back. Answers what was done.
 */
export async function runBackup(
  [command, file, ...rest]: readonly string[],
  config: Config,
): Promise<string> {
  if ((command !== 'export' && command !== 'import') || file === undefined || rest.length > 0) {
    throw new Error(USAGE);
  }
  const store = await openStore(config, createLogger(config.logLevel));
  try {
    const health = await store.health();
    if (health.status === 'down') throw new Error(health.detail ?? 'The store does not answer.');
    return await (command === 'export' ? exportTo(file, store) : importFrom(file, store));
  } finally {
    await store.close();
  }
}

async function exportTo(file: string, store: SessionStore): Promise<string> {
  let lines = -1;
  const counted = async function* (): AsyncGenerator<string> {
    for await (const line of exportSessions(store)) {
      lines++;
      yield line;
    }
  };
  // Texts and hashes of passwords are in it; and no older backup is written over.
  await pipeline(Readable.from(counted()), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  return `${lines} sessions are in ${file}.`;
}

async function importFrom(file: string, store: SessionStore): Promise<string> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const { taken, known } = await importSessions(store, lines);
  return `${taken} sessions were imported; ${known} were there already and are as they were.`;
}
