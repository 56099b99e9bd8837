import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createSession } from '../deployment/create-session.mjs';
import { Person } from '../deployment/person.mjs';
import { becomesTrue } from './becomes-true.mjs';

/**
 * A recorded way of writing, in the sequential format of github.com/josephg/editing-traces: transactions of patches
 * `[position, deleted, inserted]`, and the text at the end.
 * @typedef {{ txns: { patches: [number, number, string][] }[], endContent: string }} Trace
 */

/** Transactions on their way at once. */
const WINDOW = 200;

/**
 * A real person's edits, as fast as the deployment acknowledges them.
 * @param {import('./scenario.ts').Deployment} deployment
 * @param {string} file `….json` or `….json.gz`
 * @returns {Promise<import('./scenario.ts').Figures>}
 */
export async function trace({ address, cost }, file) {
  const raw = readFileSync(file);
  /** @type {Trace} */
  const { txns, endContent } = JSON.parse(String(file.endsWith('.gz') ? gunzipSync(raw) : raw));
  const { sessionId } = await createSession(address);
  const [writer, reader] = await Promise.all([
    Person.join(address, { sessionId }),
    Person.join(address, { sessionId }),
  ]);
  const spent = cost();
  const startedAt = performance.now();
  let edits = 0;
  for (const [index, { patches }] of txns.entries()) {
    writer.doc.transact(() => {
      for (const [position, deleted, inserted] of patches) {
        if (deleted > 0) writer.text.delete(position, deleted);
        if (inserted !== '') writer.text.insert(position, inserted);
      }
    });
    edits += patches.length;
    // A message is what changed in one turn: without this the whole trace would be one.
    await Promise.resolve();
    if (index % WINDOW === 0) await writer.saved();
  }
  await writer.saved();
  const tookMs = performance.now() - startedAt;
  const isRight = await becomesTrue(() => String(reader.text) === endContent, 10_000);
  const figures = {
    trace: basename(file).replace(/\.json(\.gz)?$/, ''),
    edits,
    'edits per s': (edits / tookMs) * 1000,
    'server µs per edit': (spent() * 1000) / edits,
    'text at the end': isRight ? 'right' : 'WRONG',
  };
  for (const person of [writer, reader]) person.close();
  return figures;
}
