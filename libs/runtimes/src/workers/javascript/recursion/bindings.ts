import type { AnyNode } from 'acorn';
import { isFunction, namesIn, walk } from './syntax-tree.ts';

/** Names of a file that stand for one thing all through it: bound once, never assigned. */
export function steadyNames(program: AnyNode): Set<string> {
  const counts = new Map<string, number>();
  const bind = (names: readonly string[]): void => {
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const assigned = new Set<string>();
  walk(program, (node, parent) => {
    if (isFunction(node)) {
      // `const visit = function visit() {…}` is one name for one thing.
      const isSame = parent?.type === 'VariableDeclarator' && namesIn(parent.id).join() === node.id?.name;
      if (node.id && !isSame) bind([node.id.name]);
      bind(node.params.flatMap(namesIn));
    } else if (node.type === 'VariableDeclarator') bind(namesIn(node.id));
    else if (node.type === 'CatchClause' && node.param) bind(namesIn(node.param));
    else if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
      if (node.id) bind([node.id.name]);
    } else if ('local' in node && node.type.startsWith('Import')) bind(namesIn(node.local));
    else if (node.type === 'AssignmentExpression') for (const name of namesIn(node.left)) assigned.add(name);
    else if (node.type === 'UpdateExpression') for (const name of namesIn(node.argument)) assigned.add(name);
    else if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') {
      for (const name of namesIn(node.left)) assigned.add(name);
    }
  });
  return new Set(
    [...counts].filter(([name, count]) => count === 1 && !assigned.has(name)).map(([name]) => name),
  );
}
