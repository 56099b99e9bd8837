import { createContext } from 'react';
import type { SourcePlace } from './source-links.ts';
import { SourceLinks } from './source-links.ts';

/** Finds places of the session's files and shows them in the editor. */
export interface SourceOpener {
  readonly links: SourceLinks;
  readonly open: (place: SourcePlace) => void;
}

/** Output stands deep below the page that has the editor; nothing in between cares. */
export const SourceOpenerContext = createContext<SourceOpener>({
  links: new SourceLinks([]),
  open: () => undefined,
});
