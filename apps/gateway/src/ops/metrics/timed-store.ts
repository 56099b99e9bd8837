import type { SessionStore } from '../../store/session-store.ts';
import { SessionMissing } from '../../store/session-store.ts';
import { meters } from './meters.ts';

/** Times every call of a store. What is missing is an answer; anything else that rejects is an error. */
export function timedStore(store: SessionStore): SessionStore {
  return {
    roundMs: store.roundMs,
    create: (...args) => timed('create', store.create(...args)),
    find: (...args) => timed('find', store.find(...args)),
    findByWatchId: (...args) => timed('find', store.findByWatchId(...args)),
    update: (...args) => timed('update', store.update(...args)),
    remove: (...args) => timed('remove', store.remove(...args)),
    listPublic: (...args) => timed('list', store.listPublic(...args)),
    listIdle: (...args) => timed('list', store.listIdle(...args)),
    append: (...args) => timed('append', store.append(...args)),
    load: (...args) => timed('load', store.load(...args)),
    readAfter: (...args) => timed('read', store.readAfter(...args)),
    compact: (...args) => timed('compact', store.compact(...args)),
    watch: (...args) => store.watch(...args),
    claimClientId: (...args) => timed('claim', store.claimClientId(...args)),
    clientIds: (...args) => timed('claim', store.clientIds(...args)),
    addChat: (...args) => timed('chat', store.addChat(...args)),
    listChat: (...args) => timed('chat', store.listChat(...args)),
    putRun: (...args) => timed('run', store.putRun(...args)),
    listRuns: (...args) => timed('run', store.listRuns(...args)),
    health: () => timed('health', store.health()),
    close: () => store.close(),
  };
}

async function timed<T>(operation: string, work: Promise<T>): Promise<T> {
  const start = performance.now();
  let outcome = 'ok';
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof SessionMissing)) outcome = 'error';
    throw error;
  } finally {
    meters.store.observe({ operation, outcome }, (performance.now() - start) / 1000);
  }
}
