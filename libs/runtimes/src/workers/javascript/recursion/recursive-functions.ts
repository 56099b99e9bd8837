import type { AnyNode, CallExpression } from 'acorn';
import { parse } from 'acorn';
import { findCycles } from '../cycles.ts';
import { steadyNames } from './bindings.ts';
import type { FunctionNode } from './syntax-tree.ts';
import { isFunction, walk } from './syntax-tree.ts';

/** A function that may call itself, by way of others too, and that can be continued on the heap. */
export interface RecursiveFunction {
  readonly node: FunctionNode;
  readonly name: string;
  /** An expression that gives this very function, inside it. */
  readonly identity: string;
  readonly isMethod: boolean;
}

/** The recursive functions of a file, and the names under which they are called. */
export interface Recursion {
  readonly functions: readonly RecursiveFunction[];
  readonly names: ReadonlySet<string>;
}

const NONE: Recursion = { functions: [], names: new Set() };

/** Reads a file of JavaScript; none are found in a text that is not in order. */
export function findRecursion(code: string): Recursion {
  let program: AnyNode;
  try {
    program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true });
  } catch {
    return NONE;
  }
  const found = namedFunctions(program).filter(({ node }) => canContinue(node));
  const calls = new Map<string, Set<string>>();
  for (const { name, node } of found) {
    calls.set(name, new Set([...(calls.get(name) ?? []), ...calledNames(node)]));
  }
  const edgesOf = (name: string): string[] =>
    name === '' ? [...calls.keys()] : [...(calls.get(name) ?? [])].filter((to) => calls.has(to));
  const names = new Set(
    findCycles('', edgesOf)
      .filter(([first = '', ...others]) => others.length > 0 || edgesOf(first).includes(first))
      .flat(),
  );
  const functions = found.filter(({ name, node }) => names.has(name) && !isShallowTree(node, names));
  return functions.length > 0 ? { functions, names } : NONE;
}

/** The name by which a call reaches a function: of a variable, or of a method. */
export function calledName({ callee, optional }: CallExpression): string | null {
  if (optional) return null;
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.optional) return null;
  if (callee.object.type === 'Super') return null;
  if (callee.property.type === 'PrivateIdentifier') return `.#${callee.property.name}`;
  return callee.property.type === 'Identifier' ? `.${callee.property.name}` : null;
}

function namedFunctions(program: AnyNode): RecursiveFunction[] {
  const steady = steadyNames(program);
  const found: RecursiveFunction[] = [];
  const add = (node: FunctionNode, name: string): void => {
    if (steady.has(name)) found.push({ node, name, identity: name, isMethod: false });
  };
  walk(program, (node, parent) => {
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
      const owner = node.id && steady.has(node.id.name) ? node.id.name : null;
      for (const member of node.body.body) {
        if (member.type !== 'MethodDefinition' || member.kind !== 'method' || member.static) continue;
        if (member.key.type === 'PrivateIdentifier') {
          const identity = `this.#${member.key.name}`;
          found.push({ node: member.value, name: `.#${member.key.name}`, identity, isMethod: true });
        } else if (owner && !member.computed && member.key.type === 'Identifier') {
          const identity = `${owner}.prototype.${member.key.name}`;
          found.push({ node: member.value, name: `.${member.key.name}`, identity, isMethod: true });
        }
      }
    } else if (isFunction(node)) {
      if (node.id) add(node, node.id.name);
      else if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier')
        add(node, parent.id.name);
    }
  });
  return found;
}

/** Whether a function's body means the same inside another function, given its parameters anew. */
function canContinue(node: FunctionNode): boolean {
  const isPlain = (parameter: AnyNode): boolean =>
    parameter.type === 'Identifier' ||
    (parameter.type === 'AssignmentPattern' && isPlain(parameter.left)) ||
    (parameter.type === 'RestElement' && isPlain(parameter.argument));
  if (node.async || node.generator || !node.params.every(isPlain)) return false;
  const isArrow = node.type === 'ArrowFunctionExpression';
  let isFree = true;
  const visit = (inner: AnyNode): boolean => {
    // These have a `this` of their own; an arrow function has that of the function around it.
    if (inner !== node && isFunction(inner) && inner.type !== 'ArrowFunctionExpression') return false;
    if (inner.type === 'Super' || inner.type === 'MetaProperty') isFree = false;
    if (inner.type === 'Identifier' && inner.name === 'arguments') isFree = false;
    if (inner.type === 'ThisExpression' && isArrow) isFree = false;
    return isFree;
  };
  walk(node, visit);
  return isFree;
}

function calledNames(node: AnyNode): Set<string> {
  const names = new Set<string>();
  walk(node, (inner) => {
    const name = inner.type === 'CallExpression' ? calledName(inner) : null;
    if (name !== null) names.add(name);
  });
  return names;
}

/**
 * `return fib(n - 1) + fib(n - 2)` without a memory of results: a tree whose depth its running time keeps small, and
 * whose calls are too many and too short to watch.
 */
function isShallowTree(node: FunctionNode, names: ReadonlySet<string>): boolean {
  let calls = 0;
  let callsInReturns = 0;
  let hasMemory = false;
  const countIn = (part: AnyNode): number => {
    let count = 0;
    walk(part, (inner) => {
      if (inner.type === 'CallExpression' && names.has(calledName(inner) ?? '')) count += 1;
    });
    return count;
  };
  calls = countIn(node.body);
  walk(node, (inner) => {
    if (inner.type === 'AssignmentExpression' || inner.type === 'UpdateExpression') hasMemory = true;
    const returned = inner.type === 'ReturnStatement' ? inner.argument : null;
    const count = returned ? countIn(returned) : 0;
    if (count > 1) callsInReturns += count;
  });
  if (node.expression) callsInReturns = calls;
  return calls > 1 && calls === callsInReturns && !hasMemory;
}
