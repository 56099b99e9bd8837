import type { RunChunk } from '@pairlink/protocol';

/** What to add to `shown` so that it reads as `all`, which has grown out of it. */
export function missingChunks(shown: readonly RunChunk[], all: readonly RunChunk[]): readonly RunChunk[] {
  // Pictures of a slot took each other's place, so that lists do not only grow at their end; they can come again.
  const grown = all.filter((chunk) => !hasSlot(chunk)).slice(shown.filter((chunk) => !hasSlot(chunk)).length);
  const before = new Set(shown.map((chunk) => JSON.stringify(chunk)));
  const redrawn = all.filter((chunk) => hasSlot(chunk) && !before.has(JSON.stringify(chunk)));
  return [...grown, ...redrawn];
}

const hasSlot = (chunk: RunChunk): boolean => chunk.kind === 'image' && chunk.slot !== undefined;
