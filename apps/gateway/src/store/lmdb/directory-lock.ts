import { unlink } from 'node:fs/promises';
import type { Server } from 'node:net';
import { connect, createServer } from 'node:net';
import { join, relative } from 'node:path';

export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * Keeps a second process out of a folder. The lock is a Unix socket that we listen on: unlike a file with a process
 * id it is free the moment its owner dies, however that happens, and works between containers that share a volume.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  // Relative, because the address of a Unix socket has room for about 100 characters only.
  const path = relative('.', join(directory, 'lock'));
  if (await isListening(path)) {
    throw new Error(`Another gateway is using ${directory}. Stop it, or give this one its own DATA_DIR.`);
  }
  await unlink(path).catch(ignoreMissing);
  const server = createServer((socket) => socket.destroy());
  await listen(server, path);
  server.unref();
  return {
    release: () =>
      new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}

const isListening = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
