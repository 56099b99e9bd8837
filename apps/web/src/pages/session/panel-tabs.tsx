import type { ReactElement } from 'react';
import './panel-tabs.css';

/** The panels, of which a phone shows one; `id` is that of its element. */
const PANELS = [
  { id: 'code', title: 'Code' },
  { id: 'output', title: 'Output' },
  { id: 'people', title: 'People' },
] as const;

export type PanelName = (typeof PANELS)[number]['id'];

export function PanelTabs({
  panel,
  onChange,
}: {
  panel: PanelName;
  onChange: (panel: PanelName) => void;
}): ReactElement {
  return (
    <nav className="panel-tabs" aria-label="Panels">
      {PANELS.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          className="panel-tabs-tab"
          aria-pressed={panel === id}
          aria-controls={id}
          onClick={() => onChange(id)}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}
