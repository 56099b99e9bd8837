import type { LanguageId } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import type { MenuItem } from '../ui/menu-button.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { offersConsole, offersNetwork } from './run-abilities.ts';

interface RunMenuProps {
  readonly language: LanguageId;
  readonly isBusy: boolean;
  readonly hasTests: boolean;
  readonly keepsConsole: boolean;
  readonly onRunTests: () => void;
  readonly onRunWithNetwork: () => void;
  readonly onKeepConsole: (isKept: boolean) => void;
}

/** Other ways to run; nothing at all where the language has none. */
export function RunMenu(props: RunMenuProps): ReactElement | null {
  const { language, isBusy, hasTests, keepsConsole } = props;
  const items: MenuItem[] = [];
  if (hasTests && !isBusy) {
    items.push({
      label: 'Run tests',
      detail: 'Runs the tests in this file and lists how each ended.',
      onChoose: props.onRunTests,
    });
  }
  if (offersNetwork(language) && !isBusy) {
    items.push({
      label: 'Run with network',
      detail:
        'This one run may fetch from the internet, and could send what is in these files there. Never remembered.',
      onChoose: props.onRunWithNetwork,
    });
  }
  if (offersConsole(language)) {
    items.push({
      label: 'Keep console open',
      detail: 'After the program, its names can be tried line by line. For your own runs.',
      isChecked: keepsConsole,
      onChoose: () => props.onKeepConsole(!keepsConsole),
    });
  }
  return items.length > 0 ? <MenuButton label="More ways to run" className="run-menu" items={items} /> : null;
}
