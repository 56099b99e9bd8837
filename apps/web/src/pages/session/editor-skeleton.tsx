import type { ReactElement } from 'react';
import './editor-skeleton.css';

/** Widths of the lines drawn, in characters. */
const LINES = [14, 28, 22, 0, 34, 18, 26, 12];

/** Where the code will be. */
export function EditorSkeleton(): ReactElement {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn by boxes, not by a file
    <div className="editor-skeleton" role="img" aria-label="The editor is loading">
      {LINES.map((length, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a fixed drawing
        <span key={index} className="editor-skeleton-line" style={{ width: `${length}ch` }} />
      ))}
    </div>
  );
}
