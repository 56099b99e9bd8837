import type { ReactElement } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import './shortcuts-dialog.css';

const CONTROL = /Mac|iPhone|iPad/.test(navigator.userAgent) ? 'Cmd' : 'Ctrl';

const SHORTCUTS: readonly (readonly [keys: string, does: string])[] = [
  [`${CONTROL}+Enter`, 'Run the program'],
  [`${CONTROL}+.`, 'Stop it'],
  ['Ctrl+M', 'Let Tab leave the editor, or indent again'],
  [`${CONTROL}+Z`, 'Undo your own last edit, never somebody else’s'],
  [`${CONTROL}+F`, 'Find in the file, or in the output where the focus is there'],
  ['Ctrl+D', 'End the input of your program, in its empty line'],
  [`${CONTROL}+/`, 'Turn lines into comments and back'],
  ['Alt+Up, Alt+Down', 'Move a line'],
  ['F2, Delete', 'Rename or move, delete: in the list of files'],
  [`${CONTROL}+X, ${CONTROL}+V`, 'Move a file: in the list of files'],
  [`${CONTROL}+D`, 'Duplicate a file: in the list of files'],
  [`${CONTROL}+Shift+Left, Right`, 'Move a tab'],
  ['F1', 'This list'],
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }): ReactElement {
  return (
    <Dialog title="Shortcuts" onClose={onClose}>
      <dl className="shortcuts-dialog">
        {SHORTCUTS.map(([keys, does]) => (
          <div key={keys} className="shortcuts-dialog-row">
            <dt>
              <kbd className="shortcuts-dialog-keys">{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
