import { fn, spyOn } from '../testing/mock.ts';
import { expect } from '../testing/expect.ts';
import type { TestFunctions } from '../testing/define-tests.ts';
import { assert, strictAssert } from './assert.ts';
import { Buffer } from './buffer.ts';
import { EventEmitter } from './events.ts';
import type { createFs } from './fs.ts';
import { path } from './path.ts';
import type { Process } from './process.ts';
import type { createReadline } from './readline.ts';
import { util } from './util.ts';

/** A module of Node that programs may import. */
export interface Builtin {
  /** What `require` and the default import give. */
  readonly value: unknown;
  readonly named: Readonly<Record<string, unknown>>;
}

interface Parts {
  readonly fs: ReturnType<typeof createFs>;
  readonly process: Process;
  readonly readline: ReturnType<typeof createReadline>;
  readonly testFunctions: TestFunctions;
}

const plain = (value: object, named: object = value): Builtin => ({ value, named: { ...named } });

const after =
  <T>(delayed: (done: () => void, delayMs: number) => unknown) =>
  (delayMs?: number, value?: T): Promise<T | undefined> =>
    new Promise((resolve) => {
      delayed(() => resolve(value), delayMs ?? 0);
    });

/** The modules by their names without `node:`. They are made here and not in a browser's image of Node's own. */
export function createBuiltins({
  fs,
  process,
  readline,
  testFunctions,
}: Parts): ReadonlyMap<string, Builtin> {
  const timers = {
    clearImmediate: globalThis.clearTimeout,
    clearInterval: globalThis.clearInterval,
    clearTimeout: globalThis.clearTimeout,
    setImmediate: (call: () => void, ...values: unknown[]) => globalThis.setTimeout(call, 0, ...values),
    setInterval: globalThis.setInterval,
    setTimeout: globalThis.setTimeout,
  };
  const laterTimers = {
    scheduler: { wait: after((done, delayMs) => globalThis.setTimeout(done, delayMs)) },
    setImmediate: (value?: unknown) => after((done) => globalThis.setTimeout(done, 0))(0, value),
    setInterval: ticks,
    setTimeout: after((done, delayMs) => globalThis.setTimeout(done, delayMs)),
  };
  const mocks = { clearAllMocks: nothing, fn, restoreAllMocks: nothing, spyOn };
  const node = Object.assign(testFunctions.test, testFunctions, { mock: { ...mocks, method: spyOn } });
  const suite = { ...testFunctions, expect, jest: mocks, vi: mocks };
  const os = {
    EOL: '\n',
    arch: () => 'wasm32',
    cpus: () => [],
    homedir: () => '/',
    platform: () => 'linux',
    tmpdir: () => '/tmp',
  };
  const crypto = {
    getRandomValues: (array: Uint8Array<ArrayBuffer>) => globalThis.crypto.getRandomValues(array),
    randomBytes: (size: number) => globalThis.crypto.getRandomValues(new Buffer(size)),
    randomInt: (min: number, max?: number) => randomInt(max === undefined ? 0 : min, max ?? min),
    randomUUID: () => globalThis.crypto.randomUUID(),
    subtle: globalThis.crypto.subtle,
    webcrypto: globalThis.crypto,
  };
  const url = {
    URL,
    URLSearchParams,
    fileURLToPath: (given: string | URL) => decodeURIComponent(new URL(given).pathname),
    pathToFileURL: (given: string) => new URL(`file://${path.resolve(given)}`),
  };
  const events = { EventEmitter, once: EventEmitter.once.bind(EventEmitter) };
  return new Map<string, Builtin>([
    ['assert', plain(assert)],
    ['assert/strict', plain(strictAssert)],
    ['buffer', plain({ Buffer, atob: globalThis.atob, btoa: globalThis.btoa })],
    ['crypto', plain(crypto)],
    ['events', plain(Object.assign(EventEmitter, { EventEmitter }), events)],
    ['fs', plain(fs)],
    ['fs/promises', plain(fs.promises)],
    ['os', plain(os)],
    ['path', plain(path)],
    ['path/posix', plain(path)],
    ['perf_hooks', plain({ performance: globalThis.performance })],
    ['process', plain(process, process)],
    ['readline', plain(readline)],
    ['readline/promises', plain(readline.promises)],
    ['test', plain(node)],
    ['timers', plain(timers)],
    ['timers/promises', plain(laterTimers)],
    ['url', plain(url)],
    ['util', plain(util)],
    ['vitest', plain(suite)],
    ['@jest/globals', plain(suite)],
  ]);
}

function nothing(): void {}

async function* ticks(delayMs: number, value?: unknown): AsyncGenerator {
  for (;;) {
    await new Promise((resolve) => {
      setTimeout(resolve, delayMs);
    });
    yield value;
  }
}

function randomInt(min: number, max: number): number {
  const [random = 0] = globalThis.crypto.getRandomValues(new Uint32Array(1));
  return min + Math.floor((random / 2 ** 32) * (max - min));
}
