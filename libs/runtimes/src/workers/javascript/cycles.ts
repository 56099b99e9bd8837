/** Groups of a graph's nodes that reach each other, dependencies first (Tarjan, 1972). */
export function findCycles(root: string, edgesOf: (node: string) => readonly string[]): string[][] {
  const groups: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();

  const visit = (node: string): void => {
    const index = order.size;
    order.set(node, index);
    lowest.set(node, index);
    stack.push(node);
    onStack.add(node);
    for (const next of edgesOf(node)) {
      if (!order.has(next)) visit(next);
      else if (!onStack.has(next)) continue;
      const reached = onStack.has(next) ? (lowest.get(next) ?? index) : index;
      lowest.set(node, Math.min(lowest.get(node) ?? index, reached));
    }
    if (lowest.get(node) !== index) return;
    const members = stack.splice(stack.indexOf(node));
    for (const member of members) onStack.delete(member);
    groups.push(members);
  };

  visit(root);
  return groups;
}
