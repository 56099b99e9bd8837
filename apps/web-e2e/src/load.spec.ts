import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from './support/test.ts';

const LOAD = fileURLToPath(new URL('../../bench/src/load.mjs', import.meta.url));

test('the load generator drives a deployment over the real wire and finds nothing lost or doubled', async ({
  gateway,
}) => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    LOAD,
    gateway.url,
    'latency',
    'throughput',
    'joining',
    'cuts',
    '--brief',
    '--seconds=2',
  ]);
  const titles = [...stdout.matchAll(/^## (\w+)$/gm)].map(([, title]) => title);
  expect(titles).toEqual(['latency', 'throughput', 'joining', 'cuts']);
});

test('the load generator says which scenarios there are when it is asked for another', async ({
  gateway,
}) => {
  await expect(promisify(execFile)(process.execPath, [LOAD, gateway.url, 'nonsense'])).rejects.toMatchObject({
    code: 2,
    stderr: 'No scenario nonsense; there are latency, throughput, joining, opening, memory, idle, cuts.\n',
  });
});
