import type { Redis } from 'ioredis';
import { decodeLogEntry } from './log-entry-codec.ts';
import type { StoredEntry } from '../session-store.ts';
import { keysOf } from './redis-keys.ts';

type Listener = (entry?: StoredEntry) => void;

const RECONNECT_MS = 200;
const PING_EVERY_MS = 2000;

/**
 * One connection that hears what other instances append to the sessions watched here. Messages may get lost with a
 * connection, so after each new subscription its listeners are told to look for themselves.
 */
export class RedisHints {
  readonly #open: (attempt: number) => Redis;
  readonly #sender: string;
  readonly #listeners = new Map<string, Set<Listener>>();
  #connection: Redis | undefined;
  #attempt = 0;
  #isClosed = false;
  #retry: NodeJS.Timeout | undefined;
  readonly #ping: NodeJS.Timeout;

  /** `sender` marks what this instance appends itself. */
  constructor(sender: string, open: (attempt: number) => Redis) {
    this.#sender = sender;
    this.#open = open;
    this.#connect();
    this.#ping = setInterval(() => this.#checkConnection(), PING_EVERY_MS).unref();
  }

  watch(sessionId: string, listener: Listener): () => void {
    const { channel } = keysOf(sessionId);
    const known = this.#listeners.get(channel);
    const listeners = known ?? new Set();
    listeners.add(listener);
    this.#listeners.set(channel, listeners);
    // Only once subscribed can nothing be missed any more.
    this.#subscribe([channel], () => listener());
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#listeners.get(channel) !== listeners) return;
      this.#listeners.delete(channel);
      this.#connection?.unsubscribe(channel).catch(ignore);
    };
  }

  /** Tells everybody to look for themselves. */
  alertAll(): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener();
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#ping);
    clearTimeout(this.#retry);
    this.#listeners.clear();
    this.#connection?.disconnect();
  }

  #connect(): void {
    const connection = this.#open(this.#attempt++);
    this.#connection = connection;
    connection.on('error', ignore);
    connection.on('messageBuffer', (channel: Buffer, message: Buffer) => this.#hear(channel, message));
    connection.once('ready', () => {
      this.#subscribe([...this.#listeners.keys()], () => this.alertAll());
    });
    connection.once('end', () => {
      if (this.#isClosed) return;
      this.#retry = setTimeout(() => this.#connect(), RECONNECT_MS);
    });
  }

  #subscribe(channels: readonly string[], then: () => void): void {
    const connection = this.#connection;
    // Before it is ready there is nothing to do: then everything is subscribed at once.
    if (channels.length === 0 || connection?.status !== 'ready') return;
    connection.subscribe(...channels).then(then, () => connection.disconnect());
  }

  #hear(channel: Buffer, message: Buffer): void {
    const listeners = this.#listeners.get(channel.toString());
    const afterSender = message.indexOf(' ');
    if (!listeners || message.toString('latin1', 0, afterSender) === this.#sender) return;
    const afterSeq = message.indexOf(' ', afterSender + 1);
    const bytes = message.subarray(afterSeq + 1);
    const entry =
      bytes.length === 0
        ? undefined
        : { ...decodeLogEntry(bytes), seq: message.toString('latin1', afterSender + 1, afterSeq) };
    for (const listener of listeners) listener(entry);
  }

  // A connection that only listens does not notice a frozen server.
  #checkConnection(): void {
    const connection = this.#connection;
    if (connection?.status === 'ready') connection.ping().catch(() => connection.disconnect());
  }
}

// Every failure ends in the event "end", which connects again.
const ignore = (): void => undefined;
