import type { KeyboardEvent, PointerEvent, ReactElement } from 'react';
import './splitter.css';

interface SplitterProps {
  readonly label: string;
  /** Share of the panel after the splitter. */
  readonly percent: number;
  readonly onChange: (percent: number) => void;
}

const MIN_PERCENT = 15;
const MAX_PERCENT = 70;
const STEP_PERCENT = 4;

/** The line between two panels: dragged, or moved by the arrow keys. */
export function Splitter({ label, percent, onChange }: SplitterProps): ReactElement {
  const move = (wanted: number): void => onChange(Math.min(Math.max(wanted, MIN_PERCENT), MAX_PERCENT));

  function drag(pointer: PointerEvent<HTMLDivElement>): void {
    if (!pointer.currentTarget.hasPointerCapture(pointer.pointerId)) return;
    const box = pointer.currentTarget.parentElement?.getBoundingClientRect();
    if (box) move(((box.right - pointer.clientX) / box.width) * 100);
  }

  function press(key: KeyboardEvent<HTMLDivElement>): void {
    const change = { ArrowLeft: STEP_PERCENT, ArrowRight: -STEP_PERCENT }[key.key];
    if (change === undefined) return;
    key.preventDefault();
    move(percent + change);
  }

  return (
    <div
      className="splitter"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a rule cannot be moved; this can
      role="separator"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={Math.round(percent)}
      aria-valuemin={MIN_PERCENT}
      aria-valuemax={MAX_PERCENT}
      tabIndex={0}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    />
  );
}
