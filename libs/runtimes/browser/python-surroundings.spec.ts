import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Outcome, RunOptions } from './harness/runner-page.ts';
import { openBrowser, openRunner, runProgram } from './harness/runner-page.ts';
import { makeZip } from './harness/wheel.ts';

describe('around a program in Python', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, inject('pageUrl'));
  });

  afterAll(async () => {
    await browser.close();
  });

  const run = (
    source: string,
    files: Readonly<Record<string, string | Uint8Array>> = {},
    options: RunOptions = {},
  ): Promise<Outcome> =>
    runProgram(
      page,
      { language: 'python', files: { 'main.py': source, ...files }, entry: 'main.py' },
      options,
    );

  test('a module that is not there is named, with what can be done', async () => {
    const numpy = await run('import numpy as np\n');
    expect(numpy.stderr).toBe(
      'Traceback (most recent call last):\n  File "main.py", line 1, in <module>\n    import numpy as np\n' +
        "ModuleNotFoundError: No module named 'numpy'\n" +
        'numpy is not available here: this Pairlink offers no Python packages, and numpy needs to be compiled for the browser by whoever runs it.\n',
    );
    const others = await run(`for name in ("tkinter", "flaskk", "resource_of_mine.part"):
    try:
        __import__(name)
    except ImportError as error:
        print(type(error).__name__, error, getattr(error, "__notes__", []))
import flaskk
`);
    expect(others.stdout).toBe(
      ['tkinter', 'flaskk', 'resource_of_mine']
        .map((name) => `ModuleNotFoundError No module named '${name}' []\n`)
        .join(''),
    );
    expect(others.stderr).toContain('flaskk is not available here: it is no part of Python');
  });

  test('a wheel of pure Python among the files can be imported', async () => {
    const wheel = makeZip({
      'tidal/__init__.py':
        'from .level import HIGH\nimport importlib.resources as r\nnote = r.read_text(__name__, "note.txt")\n',
      'tidal/level.py': 'HIGH = 7\n',
      'tidal/note.txt': 'neap',
      'tidal-1.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: tidal\nVersion: 1.0\n',
      'tidal-1.0.dist-info/RECORD': '',
    });
    const { stdout, notices, result } = await run(
      'import tidal, importlib.metadata as m\nprint(tidal.HIGH, tidal.note, m.version("tidal"), open(tidal.__path__[0] + "/note.txt").read())\n',
      {
        'wheels/tidal-1.0-py3-none-any.whl': wheel,
        'heavy-1.0-cp311-cp311-manylinux_2_17_x86_64.whl': wheel,
        'torn-1.0-py3-none-any.whl': wheel.slice(0, 50),
      },
    );
    expect([stdout, result.kind]).toEqual(['7 neap 1.0 neap\n', 'finished']);
    expect(notices).toContain(
      'heavy-1.0-cp311-cp311-manylinux_2_17_x86_64.whl is made for another kind of machine',
    );
    expect(notices).toContain('torn-1.0-py3-none-any.whl cannot be read');
  });

  test('display shows tables and pictures in their place among the text', async () => {
    const { chunks, stdout } = await run(`class Dot:
    def _repr_svg_(self):
        return "<svg xmlns='http://www.w3.org/2000/svg'/>"
print("a")
display([{"name": "Zoë", "age": 7}, {"name": "Bo", "pet": None}], Dot())
print("b")
display({1: 2}, Dot)
`);
    const kinds = chunks.map((chunk) => ('text' in chunk ? chunk.text : chunk));
    expect(kinds).toEqual([
      'a\n',
      {
        kind: 'table',
        columns: ['name', 'age', 'pet'],
        rows: [
          ['Zoë', '7', ''],
          ['Bo', '', 'None'],
        ],
      },
      {
        kind: 'image',
        mime: 'image/svg+xml',
        base64: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>").toString('base64'),
        alt: 'Dot',
      },
      expect.stringMatching(/^b\n/),
    ]);
    expect(stdout).toBe("a\nb\n{1: 2}\n<class '__main__.Dot'>\n");
  });

  test('Pillow shows its images in the output instead of a window', async () => {
    // Pillow itself is compiled; this is the part of it that opens windows.
    const pillow = {
      'PIL/__init__.py': '',
      'PIL/ImageShow.py':
        'class Viewer:\n    pass\nviewers = []\ndef register(viewer, order):\n    viewers.insert(order, viewer)\ndef show(image):\n    return viewers[0].show(image)\n',
    };
    const { chunks, stderr } = await run(
      'from PIL import ImageShow\nclass Picture:\n    def _repr_png_(self):\n        return b"png"\nImageShow.show(Picture())\n',
      pillow,
    );
    expect([chunks, stderr]).toEqual([
      [{ kind: 'image', mime: 'image/png', base64: 'cG5n', alt: 'Picture' }],
      '',
    ]);
  });

  test('memory ends with words, not with the page', async () => {
    const { stderr, result } = await run(
      'print("begun")\nkept = []\nwhile True:\n    kept.append(bytearray(50_000_000))\n',
    );
    expect(stderr).toMatch(
      /File "main.py", line 4, in <module>[^]*MemoryError: the program ran out of memory: it may use 1024 MB here\n$/,
    );
    expect(result).toMatchObject({ kind: 'failed', exitCode: 1 });
    const next = await run(
      'try:\n    x = bytearray(2_000_000_000)\nexcept MemoryError:\n    print("no")\nprint(len(bytearray(300_000_000)))\n',
    );
    expect([next.stdout, next.stderr]).toEqual(['no\n300000000\n', '']);
  });

  test('warnings name the file as the person knows it', async () => {
    const { stderr } = await run('import warnings\nwarnings.warn("old", DeprecationWarning)\nprint("\\d")\n');
    expect(stderr).toBe(
      'main.py:3: SyntaxWarning: "\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.\n  print("\\d")\nmain.py:2: DeprecationWarning: old\n  warnings.warn("old", DeprecationWarning)\n',
    );
  });

  test('assets are opened as they are, and what is written comes back', async () => {
    const { stdout, files } = await run(
      'from pathlib import Path\nprint(sum(open("art/dot.bin", "rb").read()))\nPath("out/a").mkdir(parents=True)\nPath("out/a/b.bin").write_bytes(b"x")\nPath("art/dot.bin").read_bytes()\n',
      { 'art/dot.bin': new Uint8Array([1, 2, 250]) },
    );
    expect([stdout, files]).toEqual(['253\n', ['out/a/b.bin']]);
  });

  test('recursion without end is an error of the program’s own', async () => {
    const { stdout, stderr, result } = await run(
      'import sys\ndef f(n):\n    return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError as error:\n    print("deep")\nsys.setrecursionlimit(50_000)\ndef g(n):\n    return n and 1 + g(n - 1)\nprint(g(40_000))\nf(0)\n',
    );
    expect([stdout, result]).toEqual(['deep\n40000\n', expect.objectContaining({ exitCode: 1 })]);
    expect(stderr).toMatch(/more times\]\nRecursionError: maximum recursion depth exceeded\n$/);
  });
});
