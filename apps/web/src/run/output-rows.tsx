import type { ReactElement } from 'react';
import { memo } from 'react';
import type { OutputBlock, OutputRow, OutputSpan } from './output-log.ts';
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
      {block.rows.map((row, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows are only ever appended to a block
        <Row key={index} row={row} />
      ))}
    </div>
  );
});

function Row({ row }: { row: OutputRow }): ReactElement {
  if (row.kind === 'image') {
    return (
      <img
        className="output-rows-image"
        src={`data:${row.mime};base64,${row.base64}`}
        alt={row.alt ?? 'Drawn by the program'}
      />
    );
  }
  if (row.kind === 'table') {
    return (
      <table className="output-rows-table">
        <thead>
          <tr>
            {row.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row.rows.map((cells, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a printed table never changes
            <tr key={index}>
              {cells.map((cell, column) => (
                // oxlint-disable-next-line react/no-array-index-key -- as above
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  if (row.kind === 'tests') {
    return (
      <ul>
        {row.results.map(({ path, status, message }) => (
          <li key={path.join('\n')}>
            {status}: {path.join(' › ')} {message}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className={`output-rows-line ${lineClass(row.spans)}`}>
      {row.spans.map((span, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- spans are only ever appended to a line
        <Span key={index} span={span} />
      ))}
      {'\n'}
    </div>
  );
}

function Span({ span: { kind, style, text } }: { span: OutputSpan }): ReactElement {
  return <span className={`output-rows-${kind} ${style}`}>{text}</span>;
}

/** The mark in the margin tells complaints, answers and notices apart without colour. */
function lineClass(spans: readonly OutputSpan[]): string {
  const kind = ['stderr', 'input', 'notice'].find((wanted) => spans.some((span) => span.kind === wanted));
  return kind ? `output-rows-line-${kind}` : '';
}
