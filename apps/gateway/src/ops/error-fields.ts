/** An error as it may leave the process. */
export interface ErrorFields {
  readonly type: string;
  readonly message: string;
  /** Of Node and Redis: ECONNREFUSED and the like. */
  readonly code?: string;
  /** Where it was thrown: lines that begin with "at". */
  readonly stack: readonly string[];
  readonly cause?: ErrorFields;
}

const MAX_LINES = 20;
const MAX_CAUSES = 3;

/**
 * What may be told about an error. Libraries hang whatever they like on theirs (Redis the command with its arguments:
 * ids and edits), so only what is named here goes into a log.
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error', stack: [] };
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: stackLines(error),
    ...(error.cause !== undefined && depth < MAX_CAUSES && { cause: errorFields(error.cause, depth + 1) }),
  };
}

// The message stands before the first "at", and may have any number of lines.
const stackLines = ({ stack = '' }: Error): string[] =>
  stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, MAX_LINES);
