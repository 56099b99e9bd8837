import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockDirectory } from './directory-lock.ts';

it('lets one process at a time use a folder', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'pairlink-lock-'));
  const lock = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toThrow('Another gateway is using');
  await lock.release();
  const again = await lockDirectory(directory);
  await again.release();
  rmSync(directory, { recursive: true });
});
