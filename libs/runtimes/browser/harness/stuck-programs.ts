import type { LanguageId } from '@pairlink/protocol';
import type { RunOptions } from './runner-page.ts';

type StuckLanguage = Exclude<LanguageId, 'html'>;

/** A program that does not end by itself, and when it is to be stopped: once it has said `begun`, unless told otherwise. */
export interface StuckProgram {
  readonly name: string;
  readonly language: StuckLanguage;
  readonly source: string;
  readonly options?: RunOptions;
}

const python = (name: string, source: string, options?: RunOptions): StuckProgram => ({
  name: `Python: ${name}`,
  language: 'python',
  source: `print("begun", flush=True)\n${source}\n`,
  ...(options && { options }),
});
const javascript = (name: string, source: string, options?: RunOptions): StuckProgram => ({
  name: `JavaScript: ${name}`,
  language: 'javascript',
  source: `console.log('begun');\n${source}\n`,
  ...(options && { options }),
});

export const STUCK_PROGRAMS: readonly StuckProgram[] = [
  python('an endless loop', 'while True: pass'),
  python('a long sleep', 'import time\ntime.sleep(99)'),
  python('waiting for input', 'input("? ")', { stopAtInput: true }),
  python('a regular expression that backtracks for ever', 'import re\nre.match("(a+)+$", "a" * 40 + "b")'),
  python('asyncio that sleeps', 'import asyncio\nasyncio.run(asyncio.sleep(99))'),
  python('a top-level await', 'import asyncio\nawait asyncio.sleep(99)'),
  python('an endless print', 'while True: print("x" * 100)'),
  python(
    'a loop that swallows the interrupt',
    'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
  ),
  python('a power in C', 'x = 7 ** (10 ** 9)'),
  python('a sleep inside a generator', 'import time\nlist(time.sleep(9) for _ in range(9))'),
  python(
    'endless recursion with a large limit',
    'import sys\nsys.setrecursionlimit(10**8)\ndef f():\n    while True:\n        try: f()\n        except RecursionError: pass\nf()',
  ),
  python('memory without end', 'x = []\nwhile True: x.append(bytearray(10**6)) if len(x) < 300 else None'),
  javascript('an endless loop', 'for(;;);'),
  javascript('waiting for input', 'prompt("?")', { stopAtInput: true }),
  javascript('a regular expression that backtracks for ever', '/(a+)+$/.test("a".repeat(40) + "b")'),
  javascript('an interval', 'setInterval(() => {}, 10)'),
  javascript('a promise loop', '(async () => { for(;;) await null; })()'),
  javascript('a timer far away', 'await new Promise((resolve) => setTimeout(resolve, 99_000))'),
  javascript('an endless print', 'for(;;) console.log("x".repeat(100))'),
  javascript('a wait in shared memory', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'),
  {
    name: 'TypeScript: an endless loop',
    language: 'typescript',
    source: 'console.log("begun");\nfor (let n: number = 0; ; n++);',
  },
];

export const ENTRY: Readonly<Record<StuckLanguage, string>> = {
  python: 'main.py',
  javascript: 'main.js',
  typescript: 'main.ts',
};
/** What a runner must still be able to do afterwards. */
export const NEXT: Readonly<Record<StuckLanguage, string>> = {
  python: 'print("next")',
  javascript: 'console.log("next")',
  typescript: 'console.log("next" as string)',
};
