import type { TestResult } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { formatDuration } from '../ui/format.ts';
import { LinkedText, SourceLink } from './source-link.tsx';
import type { SourcePlace } from './source-links.ts';
import type { TestNode } from './test-suites.ts';
import { testWords } from './test-suites.ts';

export interface TestTreeView {
  readonly turned: ReadonlySet<string>;
  /** The one item that Tab reaches. */
  readonly currentId: string | undefined;
  readonly onTurn: (id: string) => void;
  readonly onOpen: (place: SourcePlace) => void;
}

interface TestTreeItemProps {
  readonly node: TestNode;
  readonly level: number;
  readonly view: TestTreeView;
}

const SIGNS = { passed: '✓', failed: '✗', skipped: '–' } as const;

/** A suite with what is in it, or a test with why it failed: items of one list, each with its level. */
export function TestTreeItem({ node, level, view }: TestTreeItemProps): ReactElement {
  const status = statusOf(node);
  const canExpand = node.kind === 'suite' || node.result.message !== undefined;
  const startsOpen = node.kind === 'suite' || status === 'failed';
  const isExpanded = canExpand && startsOpen !== view.turned.has(node.id);
  const place = node.kind === 'test' ? placeOf(node.result) : undefined;

  function choose(): void {
    if (place) view.onOpen(place);
    else if (canExpand) view.onTurn(node.id);
  }

  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- nothing in it is selected, only opened */}
      <li
        role="treeitem"
        className="test-tree-item"
        aria-level={level}
        {...(canExpand ? { 'aria-expanded': isExpanded } : {})}
        data-id={node.id}
        tabIndex={view.currentId === node.id ? 0 : -1}
      >
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the tree has the keys */}
        <div
          className={`test-tree-row ${canExpand ? 'test-tree-can-expand' : ''}`}
          style={{ paddingInlineStart: `calc(var(--step) * ${2 * level - 1})` }}
          onClick={choose}
        >
          <span className={`test-tree-sign test-tree-${status}`} aria-hidden="true">
            {SIGNS[status]}
          </span>
          <span className={`test-tree-name test-tree-${node.kind}`}>{node.name}</span>{' '}
          <span className="test-tree-detail">{detailOf(node)}</span>{' '}
          {place && (
            <SourceLink place={place}>
              {place.path}:{place.line}
            </SourceLink>
          )}
        </div>
        {isExpanded && node.kind === 'test' && (
          <p className="test-tree-message">
            <LinkedText text={node.result.message ?? ''} />
          </p>
        )}
      </li>
      {isExpanded &&
        node.kind === 'suite' &&
        node.children.map((child) => (
          <TestTreeItem key={child.id} node={child} level={level + 1} view={view} />
        ))}
    </>
  );
}

function statusOf(node: TestNode): TestResult['status'] {
  if (node.kind === 'test') return node.result.status;
  if (node.counts.failed > 0) return 'failed';
  return node.counts.passed > 0 ? 'passed' : 'skipped';
}

function detailOf(node: TestNode): string {
  if (node.kind === 'suite') return testWords(node.counts);
  const { status, durationMs } = node.result;
  return durationMs === undefined ? status : `${status}, ${formatDuration(durationMs)}`;
}

function placeOf({ file, line }: TestResult): SourcePlace | undefined {
  return file !== undefined && line !== undefined && line > 0 ? { path: file, line } : undefined;
}
