import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOf, PlayedHistory, treeHistories } from './testing/tree-history.ts';

// The environment of this one file; the library itself has none.
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

/** Short by default; the long form is `npm run long-histories -w @pairlink/collab`. fast-check prints the seed. */
const HISTORIES = Number(process.env['HISTORIES'] ?? 300);
const SEED = process.env['FUZZ_SEED'];

describe('two to four people who rename, move, delete, create and type at the same time', () => {
  const timeout = 60_000 + 100 * HISTORIES;
  it(
    'end with one tree, without a cycle or a path twice, and with all that anybody typed',
    { timeout },
    () => {
      fc.assert(
        fc.property(treeHistories, (history) => {
          expect(faultsOf(new PlayedHistory(history))).toEqual([]);
        }),
        { numRuns: HISTORIES, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
      );
    },
  );
});
