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

/** Each way of stopping once: tried without shared memory too, where every start of Python takes seconds. */
export const COMMON_STUCK_PROGRAMS: readonly StuckProgram[] = [
  python('an endless loop', 'while True: pass'),
  python('a long sleep', 'import time\ntime.sleep(99)'),
  python('waiting for input', 'input("? ")', { stopAtInput: true }),
  python('a top-level await', 'import asyncio\nawait asyncio.sleep(99)'),
  python(
    'a loop that swallows the interrupt',
    'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
  ),
  javascript('an endless loop', 'for(;;);'),
  javascript('an interval', 'setInterval(() => {}, 10)'),
  {
    name: 'TypeScript: an endless loop',
    language: 'typescript',
    source: 'console.log("begun");\nfor (let n: number = 0; ; n++);',
  },
];

export const STUCK_PROGRAMS: readonly StuckProgram[] = [
  ...COMMON_STUCK_PROGRAMS,
  python('a regular expression that backtracks for ever', 'import re\nre.match("(a+)+$", "a" * 40 + "b")'),
  python('asyncio that sleeps', 'import asyncio\nasyncio.run(asyncio.sleep(99))'),
  python('an endless print', 'while True: print("x" * 100)'),
  python('a power in C', 'x = 7 ** (10 ** 9)'),
  python('a sleep inside a generator', 'import time\nlist(time.sleep(9) for _ in range(9))'),
  python(
    'endless recursion with a large limit',
    'import sys\nsys.setrecursionlimit(10**8)\ndef f():\n    while True:\n        try: f()\n        except RecursionError: pass\nf()',
  ),
  python('memory without end', 'x = []\nwhile True: x.append(bytearray(10**6)) if len(x) < 300 else None'),
  javascript('waiting for input', 'prompt("?")', { stopAtInput: true }),
  javascript('a regular expression that backtracks for ever', '/(a+)+$/.test("a".repeat(40) + "b")'),
  javascript('a promise loop', '(async () => { for(;;) await null; })()'),
  javascript('a timer far away', 'await new Promise((resolve) => setTimeout(resolve, 99_000))'),
  javascript('an endless print', 'for(;;) console.log("x".repeat(100))'),
  javascript('a wait in shared memory', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'),
  python(
    'asyncio tasks that wait for each other',
    'import asyncio\nasync def main():\n    queue = asyncio.Queue()\n    await asyncio.gather(queue.get(), queue.get())\nasyncio.run(main())',
  ),
  python(
    'asyncio that never rests',
    'import asyncio\nasync def main():\n    while True: await asyncio.sleep(0)\nasyncio.run(main())',
  ),
  python('a future that nobody keeps', 'import asyncio\nawait asyncio.get_running_loop().create_future()'),
  python('reading all of its input', 'import sys\nsys.stdin.read()', { stopAtInput: true }),
  python('reading its input line by line', 'import sys\nfor line in sys.stdin: pass', { stopAtInput: true }),
  python(
    'asking again at each interrupt',
    'while True:\n    try: input("? ")\n    except BaseException: pass',
    { stopAtInput: true },
  ),
  python(
    'a sleep that swallows the interrupt',
    'import time\nwhile True:\n    try: time.sleep(99)\n    except BaseException: pass',
  ),
  python('a loop at its end', 'import atexit\n@atexit.register\ndef last():\n    while True: pass'),
  python('a loop in finally', 'try:\n    while True: pass\nfinally:\n    while True: pass'),
  python(
    'a destructor without end',
    'class A:\n    def __del__(self):\n        while True: pass\na = A()\ndel a',
  ),
  python(
    'a generator without end',
    'def count():\n    n = 0\n    while True: yield (n := n + 1)\nsum(count())',
  ),
  python('a sum in C', 'sum(range(10 ** 13))'),
  python('a search in C', '(10 ** 15) in iter(range(10 ** 14))'),
  python('a sort by a slow key', 'sorted(range(10 ** 4), key=lambda n: sum(range(10 ** 5)))'),
  python('digits of a large number', 'n = 1 << 10 ** 7\nwhile True: n * n'),
  python(
    'a query of SQLite',
    'import sqlite3\nsqlite3.connect(":memory:").execute("with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c").fetchall()',
  ),
  python('hashing', 'import hashlib\nhashlib.pbkdf2_hmac("sha256", b"a", b"b", 10 ** 9)'),
  python(
    'a handler that ignores signals',
    'import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass',
  ),
  python(
    'an error while it handles an error',
    'def f():\n    try: f()\n    finally: f()\nwhile True:\n    try: f()\n    except RecursionError: pass',
  ),
  python('a turtle that walks in circles', 'from turtle import *\nwhile True: circle(50)'),
  python(
    'a turtle without animation',
    'from turtle import *\ntracer(0)\nwhile True:\n    fd(1); rt(1); update()',
  ),
  python('a turtle that waits for a key', 'from turtle import *\nonkey(print, "a")\nlisten()\nmainloop()'),
  python(
    'a turtle with a timer',
    'from turtle import *\ndef tick():\n    rt(9)\n    ontimer(tick, 10)\ntick()\ndone()',
  ),
  python('writing files', 'n = 0\nwhile True:\n    n += 1\n    open(f"{n % 99}.txt", "w").write("x" * 999)'),
  python('warnings', 'import warnings\nwarnings.simplefilter("always")\nwhile True: warnings.warn("again")'),
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
