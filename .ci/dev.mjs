// `npm run dev`: the web app with hot module replacement and a gateway that reloads, side by side.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { install } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
install();

const nx = join(root, 'node_modules/.bin/nx');
const dev = spawn(nx, ['run-many', '-t', 'dev', '--parallel=4', '--outputStyle=stream'], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => dev.kill('SIGINT'));
dev.on('exit', (code) => process.exit(code ?? 0));
