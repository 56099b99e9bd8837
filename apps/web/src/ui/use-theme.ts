import { useSyncExternalStore } from 'react';
import type { Theme } from './theme.ts';
import { readTheme, subscribeTheme } from './theme.ts';

export const useTheme = (): Theme => useSyncExternalStore(subscribeTheme, readTheme);
