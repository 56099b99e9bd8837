import type { RunChunk } from '@pairlink/protocol';
import { AnsiReader } from './ansi.ts';
import { rowText } from './output-log.ts';

/** Everything a run shows, as plain text: to save it and to compare it. */
export function runText(chunks: readonly RunChunk[]): string {
  const ansi = new AnsiReader();
  return chunks
    .map((chunk) =>
      'text' in chunk
        ? ansi
            .read(chunk.text)
            .map(({ text }) => text)
            .join('')
        : rowText(chunk),
    )
    .join('');
}

/** Lines and UTF-8 bytes of what a program printed and was told; our own notices do not count. */
export function measureOutput(chunks: readonly RunChunk[]): { lines: number; sizeBytes: number } {
  const utf8 = new TextEncoder();
  let lines = 0;
  let sizeBytes = 0;
  let isLineOpen = false;
  for (const chunk of chunks) {
    if (!('text' in chunk) || chunk.kind === 'notice' || chunk.text === '') continue;
    sizeBytes += utf8.encode(chunk.text).length;
    for (let at = chunk.text.indexOf('\n'); at !== -1; at = chunk.text.indexOf('\n', at + 1)) lines++;
    isLineOpen = !chunk.text.endsWith('\n');
  }
  return { lines: isLineOpen ? lines + 1 : lines, sizeBytes };
}
