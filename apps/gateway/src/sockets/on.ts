import type { Answer, ClientEvent, ClientToServerEvents } from '@pairlink/protocol';
import type { Connection } from './connection.ts';
import type { Later } from './later.ts';

type PayloadOf<E extends ClientEvent> = Parameters<ClientToServerEvents[E]>[0];
type AnswerOf<E extends ClientEvent> = Parameters<Parameters<ClientToServerEvents[E]>[1]>[0];

/** How a payload is read at the edge: the value a handler may trust, or why it is refused. */
export type PayloadReader<T> = (payload: unknown) => Answer<T>;

export interface EventHandler {
  readonly event: ClientEvent;
  readonly method: string;
  readonly read: PayloadReader<unknown>;
}

const handlers = new WeakMap<object, EventHandler[]>();

/**
 * Marks the method that answers an event. A misspelt event, a handler of another payload or a wrong answer does
 * not compile. The handler's value is what the client's acknowledgement gets; throwing gets `unexpected`.
 */
export function On<E extends ClientEvent, T extends PayloadOf<E> | Uint8Array | null | object>(
  event: E,
  read: PayloadReader<T>,
) {
  return <K extends string>(
    target: Record<
      K,
      (connection: Connection, payload: T) => AnswerOf<E> | Promise<AnswerOf<E>> | Later<AnswerOf<E>>
    >,
    method: K,
  ): void => {
    const list = handlers.get(target) ?? [];
    list.push({ event, method, read });
    handlers.set(target, list);
  };
}

export const handlersOf = (instance: object): readonly EventHandler[] =>
  handlers.get(Reflect.getPrototypeOf(instance) ?? instance) ?? [];
