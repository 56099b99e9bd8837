/** Light or dark: what somebody chose in this browser, else what their system prefers. */
export type Theme = 'light' | 'dark';

/** Shared with public/theme.js, which runs before the first paint. */
const STORAGE_KEY = 'pairlink.theme';
const darkPreference = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

export function readTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === 'dark' || theme === 'light' ? theme : systemTheme();
}

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // Storage may be denied; the choice then lasts as long as the page.
  }
  show(theme);
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follows the system, and the other tabs of this browser, until the page goes away. */
export function watchTheme(): void {
  darkPreference.addEventListener('change', () => {
    if (!readChoice()) show(systemTheme());
  });
  addEventListener('storage', ({ key }) => {
    if (key === STORAGE_KEY) show(readChoice() ?? systemTheme());
  });
}

function readChoice(): Theme | undefined {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === 'dark' || stored === 'light' ? stored : undefined;
  } catch {
    return undefined;
  }
}

function show(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  for (const listener of listeners) listener();
}

const systemTheme = (): Theme => (darkPreference.matches ? 'dark' : 'light');
