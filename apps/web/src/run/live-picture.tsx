import type { PictureEvent } from '@pairlink/runtimes';
import type { KeyboardEvent, PointerEvent, ReactElement } from 'react';

interface LivePictureProps {
  readonly slot: string;
  readonly src: string;
  readonly alt: string;
  readonly onEvent: (event: PictureEvent) => void;
}

/** Keys that belong to the page, not to the program: whoever came here by keyboard gets away again. */
const PAGE_KEYS = new Set(['Tab', 'Escape', 'Shift', 'Control', 'Alt', 'Meta']);

/** A picture of a program that runs in this tab and may listen to keys and to the mouse. */
export function LivePicture({ slot, src, alt, onEvent }: LivePictureProps): ReactElement {
  function tellKey(kind: 'key-down' | 'key-up', key: KeyboardEvent): void {
    if (PAGE_KEYS.has(key.key) || key.ctrlKey || key.metaKey || key.altKey) return;
    // Arrow keys and the space bar would scroll the output.
    key.preventDefault();
    onEvent({ kind, slot, key: key.key });
  }

  function tellPointer(kind: 'press' | 'move' | 'release', pointer: PointerEvent<HTMLElement>): void {
    const box = pointer.currentTarget.getBoundingClientRect();
    const x = (pointer.clientX - box.left) / box.width;
    const y = (pointer.clientY - box.top) / box.height;
    onEvent({ kind, slot, x, y, button: buttonOf(pointer) });
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application is interactive
    <div
      className="output-image-live"
      role="application"
      aria-label={`${alt}, listens to keys and clicks`}
      tabIndex={0}
      onKeyDown={(key) => tellKey('key-down', key)}
      onKeyUp={(key) => tellKey('key-up', key)}
      onPointerDown={(pointer) => {
        pointer.currentTarget.setPointerCapture(pointer.pointerId);
        tellPointer('press', pointer);
      }}
      onPointerMove={(pointer) => {
        if (pointer.buttons !== 0) tellPointer('move', pointer);
      }}
      onPointerUp={(pointer) => tellPointer('release', pointer)}
      onContextMenu={(menu) => menu.preventDefault()}
    >
      <img src={src} alt={alt} draggable={false} />
    </div>
  );
}

/** The browser counts the buttons from 0, and names the pressed ones in a move by bits. */
function buttonOf({ button, buttons }: PointerEvent): 1 | 2 | 3 {
  if (button === 1 || (button === -1 && (buttons & 4) !== 0)) return 2;
  return button === 2 || (button === -1 && (buttons & 2) !== 0) ? 3 : 1;
}
