import type { Answer, ClientEvent, ClientToServerEvents } from '@pairlink/protocol';

export type PayloadOf<E extends ClientEvent> = Parameters<ClientToServerEvents[E]>[0];

export type ValueOf<E extends ClientEvent> =
  Parameters<Parameters<ClientToServerEvents[E]>[1]>[0] extends Answer<infer Value> ? Value : never;

/**
 * Sends an event and resolves with the server's answer; with `undefined` when none came, because the connection
 * ended or the time was up. Never rejects.
 */
export type Ask = <E extends ClientEvent>(
  event: E,
  payload: PayloadOf<E>,
) => Promise<Answer<ValueOf<E>> | undefined>;

/** The connection as those see it who use it only while it lasts. */
export interface Link {
  readonly ask: Ask;
  /** Gives the connection up and makes another: for a server that hangs or is out of step. */
  readonly restart: () => void;
}

export function isAnswer<Value>(value: unknown): value is Answer<Value> {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  return value.ok === true ? 'value' in value : 'problem' in value && isProblemLike(value.problem);
}

export const isProblemLike = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  'message' in value;
