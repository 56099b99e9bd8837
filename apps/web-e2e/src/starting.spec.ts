import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { expect, test } from '@playwright/test';

const TOP = fileURLToPath(new URL('../../../', import.meta.url));

// A start of its own, not one that knows it runs inside of Nx.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('NX_')),
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`npm start serves the product, and ${signal} to npm drains it`, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'pairlink-start-'));
    const npm = spawn('npm', ['start'], {
      cwd: TOP,
      env: { ...environment, PORT: '0', DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(npm, 'exit');
    const lines: string[] = [];
    const address = await new Promise<string>((resolve, reject) => {
      npm.once('exit', () => reject(new Error(`npm start ended:\n${lines.join('\n')}`)));
      createInterface({ input: npm.stdout }).on('line', (line) => {
        lines.push(line);
        const [, url] = /"address":"([^"]+)".*"listening"/.exec(line) ?? [];
        if (url !== undefined) resolve(url);
      });
    });

    expect((await fetch(address)).headers.get('content-type')).toContain('text/html');
    expect(await (await fetch(`${address}/api/health`)).json()).toMatchObject({ status: 'ok' });

    npm.kill(signal);
    await exit;
    expect(lines.join('\n')).toContain('"stopped"');
    await expect(fetch(address)).rejects.toThrow();
    await rm(dataDir, { recursive: true });
  });
}
