// Pairlink's gateway with its sessions in Redis, for scenario G: two instances of it serve the same session.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startWith } from './pairlink.mjs';

const { startRedis } = await import(pathToFileURL(path.join(process.cwd(), 'lib/util.mjs')));

export { connect, kind, thin } from './pairlink.mjs';

export const start = async (port, options = {}) =>
  startWith(port, options, { REDIS_URL: (await startRedis()).url });
