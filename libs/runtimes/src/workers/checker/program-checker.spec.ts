import { beforeAll, expect, test } from 'vitest';
import typescript from 'typescript';
import { makeTypeScriptAssets } from '../../../vite/typescript-assets.ts';
import { ProgramChecker } from './program-checker.ts';

let checker: ProgramChecker;

beforeAll(async () => {
  const libraries = (await makeTypeScriptAssets()).get('typescript-libraries.json');
  const texts = JSON.parse(new TextDecoder().decode(libraries)) as Record<string, string>;
  checker = new ProgramChecker(typescript, texts);
});

const check = (files: Record<string, string>, entry = 'main.ts'): string[] =>
  checker
    .check({ files, entry })
    .map(({ path, line, column, code, message }) => `${path}:${line}:${column} TS${code} ${message}`);

test('a program without fault has nothing said about it', () => {
  const files = {
    'main.ts':
      "import { half } from './lib/half.js';\nconst name = 'x';\nconsole.log(half(2).toFixed(1), name);",
    'lib/half.ts': 'export const half = (n: number): number => n / 2;',
  };
  expect(check(files)).toEqual([]);
});

test('a fault is told with its place, in every file that the program uses and in no other', () => {
  const files = {
    'main.ts': "import { a } from './a';\nconst n: number = a;\n\tn.nothing;",
    'a.ts': "export const a = 'text';\nlet unknown: Missing;",
    'draft.ts': 'const broken: number = "x";',
  };
  expect(check(files)).toEqual([
    "a.ts:2:14 TS2304 Cannot find name 'Missing'.",
    "main.ts:2:7 TS2322 Type 'string' is not assignable to type 'number'.",
    "main.ts:3:4 TS2339 Property 'nothing' does not exist on type 'number'.",
  ]);
});

test('a file that was mended is read again', () => {
  expect(check({ 'main.ts': 'const n: number = "x";' })).toHaveLength(1);
  expect(check({ 'main.ts': 'const n: number = 1;' })).toEqual([]);
  expect(check({ 'main.ts': "import './gone.ts';" })[0]).toContain('TS2307');
  expect(check({ 'main.ts': "import './gone.ts';", 'gone.ts': '' })).toEqual([]);
});

test('what runs here is known: data, declarations, and the browser’s own', () => {
  const files = {
    'main.ts':
      "import data from './data.json';\ndata.size.toFixed();\nprompt('?')?.trim();\nsetImmediate(() => structuredClone(setting));\nfor (const [key] of new URLSearchParams('a=1')) key.at(0);",
    'data.json': '{"size": 1}',
    'setting.d.ts': 'declare const setting: string;',
  };
  expect(check(files)).toEqual([]);
});

test('Node’s modules and a test runner’s words have their types', () => {
  const source = `import fs, { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import nodeTest, { describe as group } from 'node:test';
import { expect as its, it as fact } from 'vitest';
const text: string = readFileSync('a', 'utf8') + (await readFile('b', 'utf8')) + path.join('a', 'b');
class Shop extends EventEmitter {}
new Shop().on('sale', (price) => console.log(price));
await once(new Shop(), 'closed');
const rl = createInterface({ input: process.stdin, output: process.stdout });
console.log((await rl.question('?')).trim(), await sleep(1, 'x'), fs.existsSync(text), Buffer.from('x').toString('hex'));
nodeTest('one', (t) => t.skip());
group('two', () => {});
fact('three', () => its(1).toBe(1));
test.each([[1, 2]])('%i', (a, b) => expect(a + 1).toBe(b));
const value: unknown = 1;
assert.strictEqual(value, 1);
value.toFixed();
process.exit(0);`;
  expect(check({ 'main.ts': source })).toEqual([]);
});
