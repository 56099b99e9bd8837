import { filesOf, seedDocument, textOf } from '@pairlink/collab';
import { DEFAULT_LIMITS } from '@pairlink/protocol';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { DocumentCache } from './document-cache.ts';

/** `npm run figures -w @pairlink/gateway`: what the judgement of a keystroke costs; 10 µs at the median are the aim. */
const KEYSTROKES = 20_000;

it('judges keystrokes in a text that grows', () => {
  const seeded = new Y.Doc();
  seedDocument(seeded, { title: '', language: 'python', files: [{ path: 'main.py', content: 'hello\n' }] });
  const seed = Y.encodeStateAsUpdate(seeded);
  const cache = new DocumentCache(DEFAULT_LIMITS, () => 'ada');
  cache.trustAll([seed]);

  const own = new Y.Doc();
  Y.applyUpdate(own, seed);
  const [fileId = ''] = filesOf(own).keys();
  const text = textOf(own, fileId);
  const updates: Uint8Array[] = [];
  own.on('update', (update: Uint8Array) => updates.push(update));
  for (let i = 0; i < KEYSTROKES; i++) text?.insert(5 + i, 'abcdefgh'.charAt(i % 8));

  const micros = updates.map((update) => {
    const startedAt = performance.now();
    cache.admit(update, 'ada');
    return (performance.now() - startedAt) * 1000;
  });
  const sorted = micros.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
  process.stdout.write(`judgement of a keystroke: ${at(0.5)} µs (p95 ${at(0.95)} µs)\n`);
  expect(textOf(cache.doc, fileId)?.length).toBe(KEYSTROKES + 'hello\n'.length);
});
