// `npm start`: install, build what changed, and become the gateway. The gateway runs in this very process: Nx ends
// its continuous tasks with SIGKILL, so under `nx run gateway:start` an interrupt would never reach the drain.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { install } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
install();

const nx = join(root, 'node_modules/.bin/nx');
const { status } = spawnSync(
  nx,
  ['run-many', '-t', 'build', '-p', 'web', 'gateway', '--outputStyle=static'],
  {
    env: { ...process.env, NX_DAEMON: 'false' },
    stdio: 'inherit',
  },
);
if (status !== 0) process.exit(status ?? 1);

await import(pathToFileURL(join(root, 'apps/gateway/dist/main.js')).href);
