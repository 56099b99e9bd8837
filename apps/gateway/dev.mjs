// Development: builds on every save and restarts the gateway on the new build.
import { spawn } from 'node:child_process';
import { build } from 'vite';

let gateway;
let restarted = Promise.resolve();

async function restart() {
  if (gateway && gateway.exitCode === null && gateway.signalCode === null) {
    const exited = new Promise((resolve) => gateway.once('exit', resolve));
    gateway.kill('SIGTERM');
    await exited;
  }
  gateway = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    stdio: 'inherit',
    cwd: import.meta.dirname,
    env: { DATA_DIR: '../../.data', ...process.env },
  });
}

const watcher = await build({
  root: import.meta.dirname,
  build: { watch: {}, emptyOutDir: false },
  logLevel: 'warn',
});
watcher.on('event', (event) => {
  if (event.code === 'END') restarted = restarted.then(restart);
  if (event.code === 'ERROR') process.stderr.write(`${event.error.message}\n`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    gateway?.once('exit', (code) => process.exit(code ?? 0));
    gateway?.kill(signal);
  });
}
