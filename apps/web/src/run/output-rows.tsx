import type { ReactElement, ReactNode } from 'react';
import { memo } from 'react';
import { unreachable } from '@pairlink/protocol';
import { OutputImage } from './output-image.tsx';
import type { LineRow, OutputBlock } from './output-log.ts';
import type { OutputSegment } from './output-segments.ts';
import { segmentsOf } from './output-segments.ts';
import { OutputTable } from './output-table.tsx';
import { LinkedText } from './source-link.tsx';
import { TestTree } from './test-tree.tsx';
import './output-rows.css';

export function OutputRows({ blocks }: { blocks: readonly OutputBlock[] }): ReactElement {
  return (
    <div className="output-rows">
      {blocks.map((block) => (
        <Block key={block.id} block={block} />
      ))}
    </div>
  );
}

/** A block that did not change is the same object: a fast program renders its last rows only. */
const Block = memo(function Block({ block }: { block: OutputBlock }): ReactElement {
  return (
    <div className="output-rows-block">
      {segmentsOf(block.rows).map((segment, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- segments are only ever appended to a block
        <Segment key={index} segment={segment} />
      ))}
    </div>
  );
});

function Segment({ segment }: { segment: OutputSegment }): ReactElement {
  switch (segment.kind) {
    case 'text':
      return (
        <TextElement className={`output-rows-text-${segment.stream} output-rows-${segment.stream}`}>
          <LinkedText text={withoutLastEnd(segment.text)} />
        </TextElement>
      );
    case 'line':
      return <Line row={segment} />;
    case 'image':
      return <OutputImage image={segment} />;
    case 'table':
      return <OutputTable table={segment} />;
    case 'tests':
      return <TestTree results={segment.results} />;
    default:
      return unreachable(segment);
  }
}

function Line({ row: { spans } }: { row: LineRow }): ReactElement {
  return (
    <TextElement className={lineClass(spans)}>
      {spans.map(({ kind, style, text }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- spans are only ever appended to a line
        <span key={index} className={`output-rows-${kind} ${style}`}>
          <LinkedText text={text} />
        </span>
      ))}
    </TextElement>
  );
}

/** The line end stands after the element: in it, whoever copies the page's text would get an empty line more. */
function TextElement({ className, children }: { className: string; children: ReactNode }): ReactElement {
  return (
    <>
      <div className={`output-rows-text ${className}`}>{children}</div>
      {'\n'}
    </>
  );
}

/** An empty line at the end is only drawn while something follows it. */
function withoutLastEnd(text: string): string {
  return text.endsWith('\n\n') ? text : text.slice(0, -1);
}

/** The mark in the margin tells complaints, answers and notices apart without colour. */
function lineClass(spans: LineRow['spans']): string {
  const kind = ['stderr', 'input', 'notice'].find((wanted) => spans.some((span) => span.kind === wanted));
  return kind ? `output-rows-text-${kind}` : '';
}
