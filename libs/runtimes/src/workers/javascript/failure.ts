import type { ProgramFiles } from '../../wire/messages.ts';
import { inspect } from './inspect/inspect.ts';
import { RefusedSource } from './refused-source.ts';
import type { Position } from './source-map.ts';
import { firstPlace } from './stack.ts';

/** How a program's last, uncaught error is shown: the place, its line with a mark below, then the error itself. */
export function describeFailure(reason: unknown, files: ProgramFiles): string {
  if (reason instanceof RefusedSource) return describeRefusal(reason);
  if (!(reason instanceof Error)) return `Uncaught ${inspect(reason)}\n`;
  const place = firstPlace(reason.stack ?? '');
  return `${place ? excerpt(place, files) : ''}${inspect(reason)}\n`;
}

function describeRefusal({ message, place }: RefusedSource): string {
  const text = `SyntaxError: ${message}\n`;
  if (!place) return text;
  const mark = `${' '.repeat(place.column)}^`;
  return `${place.path}:${place.line}:${place.column + 1}\n${place.lineText}\n${mark}\n\n${text}`;
}

const MAX_LINE_LENGTH = 200;

function excerpt({ path, line, column }: Position, files: ProgramFiles): string {
  const text = files[path];
  const source = typeof text === 'string' ? text.split('\n')[line - 1] : undefined;
  if (source === undefined || source.length > MAX_LINE_LENGTH) return `${path}:${line}:${column}\n\n`;
  // Tabs stay tabs, so that the mark stands below its character.
  const before = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return `${path}:${line}:${column}\n${source}\n${before}^\n\n`;
}
