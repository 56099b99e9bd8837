import type { PictureEvent } from '@pairlink/runtimes';
import { createContext } from 'react';

/** Takes what somebody does to the pictures of this tab's own running program; nothing for pictures of others. */
export const PictureOwnerContext = createContext<((event: PictureEvent) => void) | undefined>(undefined);
