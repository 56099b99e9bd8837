import type { AnyNode, ArrowFunctionExpression, FunctionDeclaration, FunctionExpression } from 'acorn';

export type FunctionNode = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

export const isFunction = (node: AnyNode): node is FunctionNode =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression';

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The nodes right below a node, in the order of the text. */
export function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flat().filter(isNode);
}

/** Visits a node and all below it; a visitor that answers false keeps out of what is below. */
export function walk(node: AnyNode, visit: (node: AnyNode, parent: AnyNode | null) => boolean | void): void {
  const go = (at: AnyNode, parent: AnyNode | null): void => {
    if (visit(at, parent) === false) return;
    for (const child of childrenOf(at)) go(child, at);
  };
  go(node, null);
}

/** Names that a pattern binds or assigns. */
export function namesIn(pattern: AnyNode): string[] {
  if (pattern.type === 'Identifier') return [pattern.name];
  if (pattern.type === 'AssignmentPattern') return namesIn(pattern.left);
  if (pattern.type === 'RestElement') return namesIn(pattern.argument);
  if (pattern.type === 'ArrayPattern') return pattern.elements.flatMap((item) => (item ? namesIn(item) : []));
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((item) => namesIn(item.type === 'Property' ? item.value : item));
}
