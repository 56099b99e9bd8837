import type { TestResult } from '@pairlink/protocol';
import type { KeyboardEvent, ReactElement } from 'react';
import { use, useMemo, useRef, useState } from 'react';
import { SourceOpenerContext } from './source-opener.ts';
import { countTests, testTree, testWords } from './test-suites.ts';
import { TestTreeItem } from './test-tree-item.tsx';
import './test-tree.css';

/** Results of tests as a tree: arrow keys move, open and close, Enter shows where a test failed. */
export function TestTree({ results }: { results: readonly TestResult[] }): ReactElement {
  const nodes = useMemo(() => testTree(results), [results]);
  /** Those that somebody turned round: suites and failures start open. */
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [currentId, setCurrent] = useState(nodes[0]?.id);
  const tree = useRef<HTMLUListElement>(null);
  const { open } = use(SourceOpenerContext);

  const turn = (id: string): void =>
    setTurned(
      (before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]),
    );

  function move(key: KeyboardEvent<HTMLUListElement>): void {
    const items = [...(tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const item = items[at];
    if (!item) return;
    const isOpen = item.ariaExpanded;
    const turns =
      (key.key === 'ArrowRight' && isOpen === 'false') || (key.key === 'ArrowLeft' && isOpen === 'true');
    const target = {
      ArrowDown: items[at + 1],
      ArrowUp: items[at - 1],
      Home: items[0],
      End: items.at(-1),
      ArrowLeft: items.slice(0, at).findLast((other) => levelOf(other) < levelOf(item)),
      ArrowRight: items.slice(at + 1, at + 2).find((other) => levelOf(other) > levelOf(item)),
    }[key.key];
    if (key.key === 'Enter' || key.key === ' ') item.querySelector<HTMLElement>('.test-tree-row')?.click();
    else if (turns) turn(item.dataset['id'] ?? '');
    else if (target) target.focus();
    else return;
    key.preventDefault();
  }

  return (
    <section className="test-tree" aria-label="Tests">
      <p className="test-tree-summary">{testWords(countTests(results))}</p>
      <ul
        ref={tree}
        role="tree"
        aria-label="Test results"
        onKeyDown={move}
        onFocus={({ target }) => setCurrent(target.dataset['id'])}
      >
        {nodes.map((node) => (
          <TestTreeItem
            key={node.id}
            node={node}
            level={1}
            view={{ turned, currentId, onTurn: turn, onOpen: open }}
          />
        ))}
      </ul>
    </section>
  );
}

const levelOf = (item: HTMLElement): number => Number(item.ariaLevel);
