import type { TestResult } from '@pairlink/protocol';
import { inspect } from '../inspect/inspect.ts';
import { cleanStack, firstPlace } from '../stack.ts';
import type { Hook, Suite, TestCase, TestContext, TestOptions } from './test-tree.ts';
import { hasOnly } from './test-tree.ts';

export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Place {
  readonly path: readonly string[];
  /** From the outermost suite to the innermost. */
  readonly suites: readonly Suite[];
  /** Only marked tests run, and this is not within a marked suite. */
  readonly mustBeMarked: boolean;
}

/** Thrown by `context.skip()`. */
class Skipped {
  readonly reason: string | undefined;

  constructor(reason: string | undefined) {
    this.reason = reason;
  }
}

const MAX_MESSAGE_LENGTH = 16_000;

/** Runs tests one after the other and tells what became of each as it ends. */
export class TestRun {
  readonly counts: TestCounts = { passed: 0, failed: 0, skipped: 0 };
  readonly #tell: (result: TestResult) => void;
  #interrupt: ((reason: unknown) => void) | null = null;

  constructor(tell: (result: TestResult) => void) {
    this.#tell = tell;
  }

  async run(root: Suite): Promise<void> {
    await this.#suite(root, { path: [], suites: [], mustBeMarked: hasOnly(root) });
  }

  /** Fails the test that is running, by default because nothing is left that could end it. False if none is. */
  interrupt(
    reason: unknown = new Error('The test never ended: it waits for something that does not happen.'),
  ): boolean {
    const interrupt = this.#interrupt;
    interrupt?.(reason);
    return interrupt !== null;
  }

  async #suite(suite: Suite, { path, suites, mustBeMarked }: Place): Promise<void> {
    const inside = [...suites, suite];
    const fault = await caught(async () => {
      await this.#guard(() => suite.ready, {});
      for (const hook of suite.hooks.before) await this.#guard(hook, suite.options);
    });
    if (fault) this.#fail([...path, suite.hooks.before.length > 0 ? 'before' : 'describe'], fault.error, 0);
    for (const child of fault ? [] : suite.children) {
      const place = {
        path: [...path, child.name],
        suites: inside,
        mustBeMarked: mustBeMarked && !child.options.only,
      };
      if (child.kind === 'test') await this.#test(child, place);
      else if (child.options.skip || child.options.todo) this.#skipAll(child, place);
      else
        await this.#suite(child, {
          ...place,
          mustBeMarked: place.mustBeMarked || hasOnly({ ...child, options: {} }),
        });
    }
    for (const hook of suite.hooks.after) {
      const late = await caught(() => this.#guard(hook, suite.options));
      if (late) this.#fail([...path, 'after'], late.error, 0);
    }
  }

  #skipAll(suite: Suite, { path }: Place): void {
    for (const child of suite.children) {
      if (child.kind === 'suite')
        this.#skipAll(child, { path: [...path, child.name], suites: [], mustBeMarked: false });
      else this.#skip([...path, child.name], reasonOf(suite.options));
    }
  }

  async #test(
    { options, body, isExpectedToFail }: TestCase,
    { path, suites, mustBeMarked }: Place,
  ): Promise<void> {
    if (options.skip || (options.todo && !body) || mustBeMarked) return this.#skip(path, reasonOf(options));
    const begin = performance.now();
    const fault = await caught(async () => {
      try {
        for (const suite of suites) for (const hook of suite.hooks.beforeEach) await this.#guard(hook, {});
        await this.#guard(() => body?.(this.#context(path)), options);
      } finally {
        for (const suite of suites.toReversed())
          for (const hook of suite.hooks.afterEach) await this.#guard(hook, {});
      }
    });
    const durationMs = performance.now() - begin;
    if (fault?.error instanceof Skipped) this.#skip(path, fault.error.reason);
    else if (options.todo) this.#skip(path, reasonOf(options));
    else if (fault && !isExpectedToFail) this.#fail(path, fault.error, durationMs);
    else if (!fault && isExpectedToFail)
      this.#fail(path, new Error('It was expected to fail, and did not.'), durationMs);
    else {
      this.counts.passed += 1;
      this.#tell({ path, status: 'passed', durationMs: rounded(durationMs) });
    }
  }

  /** Waits for a call, no longer than it may take, and until somebody interrupts. */
  async #guard(call: Hook, { timeout }: TestOptions): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopped = new Promise<never>((_, reject) => {
      this.#interrupt = reject;
      if (timeout)
        timer = setTimeout(() => reject(new Error(`The test took longer than ${timeout} ms.`)), timeout);
    });
    stopped.catch(() => {});
    try {
      await Promise.race([call(), stopped]);
    } finally {
      clearTimeout(timer);
      this.#interrupt = null;
    }
  }

  #context(path: readonly string[]): TestContext {
    return {
      name: path.at(-1) ?? '',
      test: async (name, body) => {
        const inner: TestCase = { kind: 'test', name, options: {}, body, isExpectedToFail: false };
        const failed = this.counts.failed;
        await this.#test(inner, { path: [...path, name], suites: [], mustBeMarked: false });
        if (this.counts.failed > failed) throw new Error(`A test within failed: ${name}`);
      },
      skip: leave,
      todo: leave,
      diagnostic: () => {},
    };
  }

  #skip(path: readonly string[], reason: string | undefined): void {
    this.counts.skipped += 1;
    this.#tell({ path, status: 'skipped', ...(reason !== undefined && { message: reason }) });
  }

  #fail(path: readonly string[], error: unknown, durationMs: number): void {
    this.counts.failed += 1;
    const place = error instanceof Error ? firstPlace(error.stack ?? '') : null;
    this.#tell({
      path,
      status: 'failed',
      durationMs: rounded(durationMs),
      message: messageOf(error),
      ...(place && { file: place.path, line: place.line }),
    });
  }
}

/** `2 passed, 1 failed in 0.01 s` */
export function summaryOf({ passed, failed, skipped }: TestCounts, durationMs: number): string {
  const parts = [
    passed > 0 && `${passed} passed`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} skipped`,
  ];
  return `${parts.filter(Boolean).join(', ') || 'No test ended'} in ${(durationMs / 1000).toFixed(2)} s`;
}

async function caught(call: () => unknown): Promise<{ readonly error: unknown } | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return { error };
  }
}

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;

function reasonOf({ skip, todo }: TestOptions): string | undefined {
  if (typeof skip === 'string') return skip;
  if (typeof todo === 'string') return todo;
  return todo ? 'to do' : undefined;
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? cleanStack(error.stack ?? String(error)) : inspect(error);
  return text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH)}\n…` : text;
}

function leave(reason?: string): never {
  throw new Skipped(reason);
}
