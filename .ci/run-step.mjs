import { spawn } from 'node:child_process';
import { constants } from 'node:os';

import { root } from './workspace.mjs';

/** The exit code of a step that took too long, as `timeout` has it. */
const TOO_LONG = 124;

// Nx asks the tools it starts for colours even when nobody looks.
const PLAIN = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' };

/**
 * Runs a command of `node_modules/.bin` to its end, with its output on ours; resolves with its exit code.
 * It leads a process group of its own: after `limitMinutes`, or when we are interrupted, the whole group is ended.
 * @param {[string, ...string[]]} command
 * @param {number} limitMinutes
 * @returns {Promise<number>}
 */
export function runStep([program, ...args], limitMinutes) {
  return new Promise((resolve) => {
    const env = { ...process.env, ...PLAIN, NX_DAEMON: 'false' };
    const child = spawn(`${root}/node_modules/.bin/${program}`, args, {
      cwd: root,
      env,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const endGroup = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL');
    const interrupt = () => {
      endGroup();
      process.exit(128 + constants.signals.SIGINT);
    };
    const timer = setTimeout(() => {
      console.log(`${program} ${args.join(' ')}: not done after ${limitMinutes} minutes, ended`);
      endGroup();
      finish(TOO_LONG);
    }, limitMinutes * 60_000);
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
      resolve(code);
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', interrupt);
    child.on('error', (error) => {
      console.log(String(error));
      finish(1);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}
