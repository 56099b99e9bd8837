import { expect, test } from 'vitest';
import { installDeepCalls } from './deep-calls.ts';
import { deepen } from './deepen.ts';

installDeepCalls(globalThis);

/** Runs the rewritten text, which ends with the expression whose value counts. */
function valueOf(code: string): unknown {
  const edited = deepen(`${code}\nglobalThis.valueOfSpec = (() => { return result; })();`);
  if (!edited) throw new Error('nothing was rewritten');
  // oxlint-disable-next-line typescript/no-implied-eval -- running text is what is tested
  new Function(edited.code)();
  return Reflect.get(globalThis, 'valueOfSpec');
}

// Ten thousand calls and more: beyond what the stack of this thread could hold, whatever else is on it.
const DEPTH = 10_900;

test.each([
  ['an arrow function', `const f = (n) => (n ? 1 + f(n - 1) : 0); const result = f(${DEPTH});`],
  [
    'a declaration',
    `function f(n) { if (n === 0) return 0; return 1 + f(n - 1); } const result = f(${DEPTH});`,
  ],
  ['a named expression', `const result = (function f(n) { return n ? 1 + f(n - 1) : 0; })(${DEPTH});`],
  [
    'functions that call each other',
    `const a = (n) => n ? 1 + b(n - 1) : 0; function b(n) { return n ? 1 + a(n - 1) : 0; } const result = a(${DEPTH});`,
  ],
  [
    'a method on the next object',
    `class Node { next = null; count() { return 1 + (this.next ? this.next.count() : 0); } }
     let first = null; for (let n = 0; n < ${DEPTH}; n++) { const node = new Node(); node.next = first; first = node; }
     const result = first.count();`,
  ],
  [
    'a private method',
    `class Counter { #down(n) { return n ? 1 + this.#down(n - 1) : 0; } count(n) { return this.#down(n); } }
     const result = new Counter().count(${DEPTH});`,
  ],
  [
    'defaults, rest and spread',
    `const f = (n, step = 1, ...rest) => n > 0 ? 1 + f(n - step, undefined, ...rest) : rest.length * 0; const result = f(${DEPTH}, 1, 'x');`,
  ],
  [
    'calls within arguments',
    `const f = (n) => { if (n <= 0) return 0; const m = f(f(0) + n - 1); return m + 1; }; const result = f(${DEPTH});`,
  ],
])('%s may call itself ten thousand times', (_, code) => {
  expect(valueOf(code)).toBe(DEPTH);
});

test('an endless recursion still ends in a RangeError that can be caught', () => {
  const code = `function f() { return 1 + f(); } let result; try { f(); } catch (error) { result = String(error); }`;
  expect(valueOf(code)).toBe('RangeError: Maximum call stack size exceeded');
});

test('try, finally and throw work across the change', () => {
  const code = `const seen = []; function f(n) { if (n === 0) throw new Error('end'); try { return f(n - 1); } finally { if (n % 5000 === 0) seen.push(n); } }
    try { f(10000); } catch (error) { seen.push(error.message); } const result = seen.join();`;
  expect(valueOf(code)).toBe('5000,10000,end');
});

test('a name that stands for something else elsewhere is left alone', () => {
  expect(deepen('let f = (n) => n && f(n - 1); f = memoize(f);')).toBeNull();
  expect(deepen('function f(n) { return n && f(n - 1); } function g(f) { return f(1); }')).toBeNull();
  expect(deepen('class A { walk(n) { return super.walk(n) ?? this.walk(n - 1); } }')).toBeNull();
  expect(deepen('function f(n) { return n && f(arguments[0] - 1); }')).toBeNull();
  expect(deepen('this is not JavaScript')).toBeNull();
});

test('a tree of calls without a memory keeps its speed', () => {
  expect(deepen('const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));')).toBeNull();
  expect(deepen('function walk(x) { walk(x.left); walk(x.right); }')).not.toBeNull();
});

test('a function is shown as it was written', () => {
  const code = 'function f(n) { return n ? f(n - 1) : "x"; /* kept */ } const result = String(f);';
  expect(valueOf(code)).toBe('function f(n) { return n ? f(n - 1) : "x"; /* kept */ }');
});

test('places are found again, in the second body too', () => {
  const code =
    'const a = 1;\nconst f = (n) => {\n  if (n) return f(n - 1);\n  return nothing;\n};\nf(2); here;';
  const edited = deepen(code);
  const rows = edited?.code.split('\n') ?? [];
  const places = rows.flatMap((row, at) =>
    [...row.matchAll(/nothing|here/g)].map((found) => edited?.find(at + 1, found.index + 1)),
  );
  expect(places).toEqual([
    { line: 4, column: 10 },
    { line: 4, column: 10 },
    { line: 6, column: 7 },
  ]);
});
