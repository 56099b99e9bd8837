import { createFile, parsePath, readFiles, readTree } from '@pairlink/collab';
import type { Answer, Limits } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import type * as Y from 'yjs';
import { writeFiles } from '../session/document-copy.ts';

/** A file that a program wrote, in the browser that ran it. */
export interface OutputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Makes what a program wrote a file of the session, for everyone; a file of that path gets the new text. */
export function keepOutput(doc: Y.Doc, { path, bytes }: OutputFile, limits: Limits): Answer {
  const parsed = parsePath(path, limits.pathLength);
  if (!parsed.ok) return parsed;
  const content = textIn(bytes);
  if (content === undefined) {
    return refuse('invalid-payload', 'This is no text, and a session holds texts only. Download it instead.');
  }
  if (bytes.length > limits.fileTextBytes) {
    return refuse(
      'too-large',
      `A file of a session holds ${limits.fileTextBytes} bytes at most. Download it instead.`,
    );
  }
  const others = readFiles(doc).filter((file) => file.path !== path);
  const utf8 = new TextEncoder();
  const usedBytes = others.reduce((sum, file) => sum + utf8.encode(file.content).length, 0);
  if (usedBytes + bytes.length > limits.sessionTextBytes) {
    return refuse('too-large', 'There is no room for it in this session. Download it instead.');
  }
  const tree = readTree(doc);
  if (tree.some((node) => node.kind === 'folder' && node.path === path)) {
    return refuse('path-taken', 'There is a folder of this name.');
  }
  if (!tree.some((node) => node.path === path) && tree.length >= limits.filesPerSession) {
    return refuse('too-large', `A session has ${limits.filesPerSession} files and folders at most.`);
  }
  if (!tree.some((node) => node.path === path)) {
    const created = createFile(doc, { path, content }, limits);
    return created.ok ? accept(null) : created;
  }
  writeFiles(doc, [{ path, content }]);
  return accept(null);
}

/** The text of a file in UTF-8, with the line ends of a session; `undefined` when it holds something else. */
function textIn(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text.replaceAll(/\r\n?/g, '\n');
  } catch {
    return undefined;
  }
}
