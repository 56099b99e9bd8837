import type { AnyNode, CallExpression } from 'acorn';
import type { Edit, Span } from './edited-text.ts';
import { EditedText } from './edited-text.ts';
import type { RecursiveFunction } from './recursive-functions.ts';
import { calledName, findRecursion } from './recursive-functions.ts';
import { isFunction, walk } from './syntax-tree.ts';

/** What stands around every addition, so that a function can be shown without. */
const OPEN = '/*$pairlink{*/';
const CLOSE = '/*}$pairlink*/';
const ADDED = /\/\*\$pairlink\{\*\/[^]*?\/\*\}\$pairlink\*\//g;

/** The text of a function as it was written. */
export const withoutAdditions = (text: string): string => text.replace(ADDED, '');

const MAX_LENGTH = 512 * 1024;
/** A prime, or it could always be the same one of several calls that is looked at. */
const LOOK_EVERY = 251;

/**
 * Lets recursion go as deep as in Node. A worker's stack is half of Node's (500 KB, fixed in Chromium), so recursive
 * functions get a second body that continues on the heap: a generator that yields its recursive calls to a loop (see
 * `deep-calls.ts`; the idea of a trampoline is Steele's, 1977). Nobody takes that way before the stack is
 * a thousand calls deep, which is looked at every 251 calls while a function is still cold: one that is hot has been
 * optimised by the engine and needs half the stack. Null where nothing had to change.
 */
export function deepen(code: string): EditedText | null {
  if (code.length > MAX_LENGTH) return null;
  const { functions, names } = findRecursion(code);
  if (functions.length === 0) return null;
  const edits = functions.map((found, at) => hookOf(found, { code, at, names }));
  const states = functions.map((_, at) => `$pairlinkCold${at}=true,$pairlinkCount${at}=0`).join();
  const start = code.startsWith('#!') ? code.indexOf('\n') + 1 : 0;
  const link = 'globalThis[Symbol.for("pairlink.deep")]';
  const head = `var $pairlinkDeep=${link},${states};`;
  const tail = `\n;${functions.map((_, at) => tickOf(at)).join('')}`;
  return new EditedText(code, [
    { at: start, end: start, parts: [head] },
    ...edits,
    { at: code.length, end: code.length, parts: [tail] },
  ]);
}

const tickOf = (at: number): string =>
  `function $pairlinkTick${at}(){if(++$pairlinkCount${at}%${LOOK_EVERY})return false;` +
  `const depth=$pairlinkDeep.look($pairlinkCount${at});if(depth<0)$pairlinkCold${at}=false;return depth>0}`;

interface Place {
  readonly code: string;
  readonly at: number;
  readonly names: ReadonlySet<string>;
}

/** At the start of a function: is it deep, so that the rest is done on the heap? */
function hookOf({ node, name, identity, isMethod }: RecursiveFunction, { code, at, names }: Place): Edit {
  const { params, body } = node;
  const first = params[0];
  const last = params.at(-1);
  const isBlock = body.type === 'BlockStatement';
  const start = isBlock ? body.start + 1 : code.indexOf('=>', last ? last.end : node.start) + 2;
  const copy = copier(code, body, names);
  const inner = isBlock ? copy(start, body.end - 1) : ['return(', ...copy(start, node.end), ')'];
  const label = JSON.stringify(name.replace(/^\.#?/, ''));
  const parameters: (string | Span)[] = first && last ? [{ from: first.start, to: last.end }] : [];
  const args = params.map((parameter) => argumentOf(parameter)).join();
  const run = [
    `$pairlinkDeep.run(${identity},({${label}:function*(`,
    ...parameters,
    '){',
    ...inner,
    `}})[${label}],[${isMethod ? 'this' : 'void 0'},${args}])`,
  ];
  const isDeep = `$pairlinkCold${at}&&$pairlinkTick${at}()`;
  const parts = isBlock
    ? [`${OPEN}if(${isDeep})return `, ...run, `;${CLOSE}`]
    : [`${OPEN}${isDeep}?`, ...run, `:${CLOSE}`];
  return { at: start, end: start, parts };
}

function argumentOf(parameter: AnyNode): string {
  if (parameter.type === 'Identifier') return parameter.name;
  if (parameter.type === 'AssignmentPattern') return argumentOf(parameter.left);
  return parameter.type === 'RestElement' ? `...${argumentOf(parameter.argument)}` : 'void 0';
}

/** Copies a stretch of a body with its recursive calls handed to the loop. */
function copier(code: string, body: AnyNode, names: ReadonlySet<string>) {
  const calls: CallExpression[] = [];
  walk(body, (node) => {
    // A call within an inner function is not made by this one.
    if (isFunction(node) || node.type === 'ClassBody') return false;
    if (node.type === 'CallExpression' && names.has(calledName(node) ?? '')) calls.push(node);
    return true;
  });
  const copy = (from: number, to: number): (string | Span)[] => {
    const parts: (string | Span)[] = [];
    let at = from;
    for (const call of calls) {
      if (call.start < at || call.end > to) continue;
      const yielded = yieldOf(call, code, copy);
      if (!yielded) continue;
      parts.push({ from: at, to: call.start }, ...yielded);
      at = call.end;
    }
    parts.push({ from: at, to });
    return parts;
  };
  return copy;
}

const PARENTHESIS = /(?:\s|\/\/.*|\/\*[^]*?\*\/)*\(/y;

function yieldOf(
  { callee, end }: CallExpression,
  code: string,
  copy: (from: number, to: number) => (string | Span)[],
): (string | Span)[] | null {
  PARENTHESIS.lastIndex = callee.end;
  // A callee in parentheses is left alone.
  const open = PARENTHESIS.exec(code);
  if (!open) return null;
  const args = copy(PARENTHESIS.lastIndex, end - 1);
  if (callee.type === 'Identifier') return [`(yield[${callee.name},[void 0,`, ...args, ']])'];
  if (callee.type !== 'MemberExpression') return null;
  const { object, property } = callee;
  if (property.type === 'PrivateIdentifier') {
    if (object.type !== 'ThisExpression') return null;
    return [`(yield[this.#${property.name},[this,`, ...args, ']])'];
  }
  const dot = code.lastIndexOf('.', property.start);
  const name = JSON.stringify(code.slice(property.start, property.end));
  return ['(yield $pairlinkDeep.call(', ...copy(callee.start, dot), `,${name},[`, ...args, ']))'];
}
