import type { RunChunk } from '@pairlink/protocol';
import type { ProgramFiles } from './messages.ts';

/** A page to show: one of the files, and the others that it may refer to. */
export interface PreviewPage {
  readonly files: ProgramFiles;
  readonly entry: string;
  readonly maxOutputBytes: number;
}

/** App to preview, on its port; once. */
export type HostToPreview = { readonly kind: 'show'; readonly page: PreviewPage };

/** Preview to app, on its port. */
export type PreviewToHost =
  /** The page begins. */
  | { readonly kind: 'shown' }
  /** What it wrote on its console, and its faults. */
  | { readonly kind: 'output'; readonly chunks: readonly RunChunk[] }
  /** A link to another page of the session was followed. */
  | { readonly kind: 'open'; readonly path: string; readonly hash: string };
