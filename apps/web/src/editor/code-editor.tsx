import type { LanguageId } from '@pairlink/protocol';
import type { SessionClient } from '../session/session-client.ts';

export interface CodeEditorProps {
  readonly client: SessionClient;
  /** The file shown; text appears when the document has it. */
  readonly fileId: string;
  /** What the file's text is coloured as. */
  readonly language: LanguageId | 'plaintext';
  readonly isReadOnly: boolean;
  readonly theme: 'light' | 'dark';
  /** Ctrl/Cmd+Enter. */
  readonly onRun: () => void;
  /** Ctrl/Cmd+. */
  readonly onStop: () => void;
  /** The editor can be typed in. */
  readonly onReady?: () => void;
}

/** The code of one file, edited together. Load it lazily: it brings Monaco along. */
export function CodeEditor(_props: CodeEditorProps) {
  return null;
}
