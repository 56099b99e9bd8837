import type { Browser, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import type { RunChunk, RunResult } from '@pairlink/protocol';
import type { PictureEvent, Runner, RunnerOptions, RunRequest } from '../../src/index.ts';

/** What the test page puts on its global object. */
interface PageGlobals {
  Runner: new (options: RunnerOptions) => Runner;
  runnerOptions: RunnerOptions;
  runner?: Runner;
}

/** Everything a run showed. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly notices: string;
  readonly chunks: readonly RunChunk[];
  readonly result: RunResult;
  readonly files: readonly string[];
  /** From the call of `start`, in ms. */
  readonly startedMs: number;
  readonly endedMs: number;
  /** From `stop()` to the end. */
  readonly stopMs: number | null;
  /** Longest time in which the page could do nothing else, in ms. */
  readonly longestGapMs: number;
  /** Most text that one `output` event brought, in UTF-8 bytes. */
  readonly largestEventBytes: number;
}

export interface RunOptions {
  /** Lines that answer the program's questions; then its input ends. `null` is Ctrl+D. */
  readonly lines?: readonly (string | null)[];
  /** Stops the program when it has printed this, or, empty, when it has started. */
  readonly stopAfter?: string;
  /** Stops the program when it asks for input. */
  readonly stopAtInput?: boolean;
  readonly timeoutMs?: number;
  /** What a person does to the picture: each once the program has printed its `after`. */
  readonly deeds?: readonly { readonly after: string; readonly event: PictureEvent }[];
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page with a fresh Runner. */
export async function openRunner(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => document.title === 'ready');
  await page.evaluate(() => {
    const scope = globalThis as unknown as PageGlobals;
    scope.runner = new scope.Runner(scope.runnerOptions);
  });
  return page;
}

/** Runs a program in the page and collects what it did. */
export async function runProgram(
  page: Page,
  request: RunRequest,
  options: RunOptions = {},
): Promise<Outcome> {
  return page.evaluate(
    async ([program, { lines = [], stopAfter, stopAtInput = false, timeoutMs = 60_000, deeds = [] }]) => {
      const { runner } = globalThis as unknown as PageGlobals;
      if (!runner) throw new Error('no runner');
      let longestGapMs = 0;
      let largestEventBytes = 0;
      const encoder = new TextEncoder();
      let lastTick = performance.now();
      const ticker = setInterval(() => {
        longestGapMs = Math.max(longestGapMs, performance.now() - lastTick);
        lastTick = performance.now();
      }, 4);
      const begin = performance.now();
      const run = runner.start(program);
      const chunks: RunChunk[] = [];
      const waiting = [...lines];
      const toDo = [...deeds];
      let startedMs = 0;
      let stoppedAt: number | null = null;
      const stop = (): void => {
        stoppedAt ??= performance.now();
        run.stop();
      };
      const texts: Record<string, string> = {};
      return new Promise<Outcome>((resolve) => {
        const timer = setTimeout(stop, timeoutMs);
        run.subscribe((event) => {
          if (event.kind === 'started') {
            startedMs = performance.now() - begin;
            if (stopAfter === '') stop();
          } else if (event.kind === 'output') {
            chunks.push(...event.chunks);
            let eventBytes = 0;
            for (const chunk of event.chunks) {
              if (!('text' in chunk)) continue;
              texts[chunk.kind] = (texts[chunk.kind] ?? '') + chunk.text;
              eventBytes += encoder.encode(chunk.text).byteLength;
            }
            largestEventBytes = Math.max(largestEventBytes, eventBytes);
            while (toDo[0] && texts['stdout']?.includes(toDo[0].after)) {
              run.sendPictureEvent(toDo[0].event);
              toDo.shift();
            }
            if (stopAfter && stoppedAt === null && texts['stdout']?.includes(stopAfter)) stop();
          } else if (event.kind === 'input-wanted') {
            const line = waiting.shift();
            if (stopAtInput) stop();
            else if (line === undefined || line === null) run.endInput();
            else run.sendInput(line);
          } else if (event.kind === 'ended') {
            clearTimeout(timer);
            clearInterval(ticker);
            const now = performance.now();
            resolve({
              stdout: texts['stdout'] ?? '',
              stderr: texts['stderr'] ?? '',
              notices: texts['notice'] ?? '',
              chunks,
              result: event.result,
              files: Object.keys(event.files),
              startedMs,
              endedMs: now - begin,
              stopMs: stoppedAt === null ? null : now - stoppedAt,
              longestGapMs,
              largestEventBytes,
            });
          }
        });
      });
    },
    [request, options] as const,
  );
}
