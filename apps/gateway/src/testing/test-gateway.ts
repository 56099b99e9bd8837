import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readConfig } from '../config/read-config.ts';
import type { Variables } from '../config/variable-reader.ts';
import type { RunningGateway } from '../start-gateway.ts';
import { startGateway } from '../start-gateway.ts';

export interface TestGateway extends RunningGateway {
  /** The folder of everything this gateway keeps; removed by `stop`. */
  readonly directory: string;
}

/** A gateway that really listens, on a free port of this machine, with its own store and web app. */
export async function startTestGateway(
  variables: Variables = {},
  webFiles: Readonly<Record<string, string | Uint8Array>> = {
    'index.html': '<!doctype html><title>Pairlink</title>',
  },
): Promise<TestGateway> {
  const directory = mkdtempSync(join(tmpdir(), 'pairlink-'));
  for (const [path, content] of Object.entries(webFiles)) {
    mkdirSync(dirname(join(directory, 'web', path)), { recursive: true });
    writeFileSync(join(directory, 'web', path), content);
  }
  const gateway = await startGateway(
    readConfig(
      { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: join(directory, 'data'), ...variables },
      join(directory, 'web'),
    ),
  );
  return {
    ...gateway,
    directory,
    async stop() {
      await gateway.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
