import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { undoHistoryOf } from './undo-history.ts';

/** Two people in one document, connected without delay. */
function pair(): { a: Y.Text; b: Y.Text } {
  const a = new Y.Doc();
  const b = new Y.Doc();
  a.on('update', (update: Uint8Array) => Y.applyUpdate(b, update));
  b.on('update', (update: Uint8Array) => Y.applyUpdate(a, update));
  return { a: a.getText(), b: b.getText() };
}

function type(text: Y.Text, at: number, typed: string): void {
  text.doc?.transact(() => text.insert(at, typed), undoHistoryOf(text).origin);
}

describe('undo', () => {
  it('takes back only what this person wrote', () => {
    const { a, b } = pair();
    type(a, 0, 'AAA');
    type(b, 0, 'BBB ');
    undoHistoryOf(a).manager.undo();
    expect([a.toString(), b.toString()]).toEqual(['BBB ', 'BBB ']);
    undoHistoryOf(a).manager.redo();
    expect(b.toString()).toBe('BBB AAA');
  });

  it('keeps what others wrote into the text that is undone', () => {
    const { a, b } = pair();
    type(a, 0, 'hello');
    type(b, 5, ' world');
    type(b, 2, '-b-');
    undoHistoryOf(a).manager.undo();
    expect(a.toString()).toBe('-b- world');
  });

  it('goes on when the file is opened again', () => {
    const { a } = pair();
    type(a, 0, 'AAA');
    expect(undoHistoryOf(a)).toBe(undoHistoryOf(a));
    expect(undoHistoryOf(a).manager.canUndo()).toBe(true);
  });

  it('survives that the server issues another Yjs client id', () => {
    const { a, b } = pair();
    type(a, 0, 'first ');
    undoHistoryOf(a).manager.stopCapturing();
    if (a.doc) a.doc.clientID = 4711;
    type(a, 6, 'second');
    undoHistoryOf(a).manager.undo();
    undoHistoryOf(a).manager.undo();
    expect(b.toString()).toBe('');
    undoHistoryOf(a).manager.redo();
    expect(b.toString()).toBe('first ');
  });
});
