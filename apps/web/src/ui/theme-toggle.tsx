import type { ReactElement } from 'react';
import { Button } from './button.tsx';
import type { Theme } from './theme.ts';
import { chooseTheme } from './theme.ts';
import { useTheme } from './use-theme.ts';
import './theme-toggle.css';

const OTHER: Record<Theme, Theme> = { light: 'dark', dark: 'light' };

export function ThemeToggle(): ReactElement {
  const other = OTHER[useTheme()];
  return (
    <Button
      kind="quiet"
      className="theme-toggle"
      aria-label={`Use the ${other} theme`}
      title={`Use the ${other} theme`}
      onClick={() => chooseTheme(other)}
    >
      <span className="theme-toggle-mark" aria-hidden="true" />
    </Button>
  );
}
