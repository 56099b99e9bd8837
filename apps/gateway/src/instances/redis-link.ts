import { Namespace } from 'socket.io';
import type { Server } from 'socket.io';
import { Debounce } from '../live/debounce.ts';
import { keysOf } from '../store/redis/redis-keys.ts';
import type { RedisClient } from '../store/redis/redis-scripts.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { InstanceLink, LinkedSession, OtherPart } from './instances.ts';
import { PartReader, toFields } from './people-fields.ts';
import type { SessionMessage } from './session-message.ts';
import { unavailable } from './unavailable.ts';

/** So often every list is told and read again, whatever was lost: with jitter, or all sessions would do it at once. */
const EXCHANGE_EVERY_MS = 5000;
/** Changes of one moment are told, and read, together. */
const GATHER_MS = 20;

const MESSAGE = 'session-message';

export interface RedisLinkOptions {
  readonly instance: string;
  readonly client: RedisClient;
  /** Has the sharded adapter; nobody can connect to it. */
  readonly server: Server;
  readonly heartbeat: Heartbeat;
  readonly session: LinkedSession;
  readonly onClosed: () => void;
}

/**
 * One session's line to other instances. Lists are the truth of a hash in Redis and are read again whenever they may
 * have changed. Messages go by the server-side events of a Socket.io namespace of the session's own, which only
 * instances that have people in it are subscribed to; its room broadcasts would be of no use, because they frame and
 * write to sockets by themselves, past the frames that are prepared once and past what the session knows.
 */
export class RedisLink implements InstanceLink {
  readonly #options: RedisLinkOptions;
  readonly #namespace: Namespace;
  readonly #keys: { readonly people: string; readonly meta: string };
  readonly #timer: NodeJS.Timeout;
  readonly #gather = new Debounce(GATHER_MS, () => void this.exchange());
  #parts: readonly OtherPart[] = [];
  /** Instances that have spoken and are perhaps not in the list that was read last. */
  readonly #heard = new Set<string>();
  #isToWrite = false;
  #isToTell = false;
  readonly #partsOf = new PartReader();
  #isClosed = false;
  #current: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(options: RedisLinkOptions) {
    this.#options = options;
    const { sessionId } = options.session;
    const { people, meta } = keysOf(sessionId);
    this.#keys = { people, meta };
    // Not `server.of()`: a namespace that is not registered needs no clean-up, and no client finds it.
    this.#namespace = new Namespace(options.server, `/{${sessionId}}`);
    this.#namespace.on(MESSAGE, (message: SessionMessage, from: string) => this.#hear(message, from));
    const everyMs = EXCHANGE_EVERY_MS * (0.9 + Math.random() * 0.2);
    this.#timer = setInterval(() => this.#renew(), everyMs).unref();
  }

  async place(participantId: string, limit: number): Promise<boolean> {
    const { client, instance, heartbeat } = this.#options;
    // First: the others' names and colours are to be known, and which of them live.
    await this.exchange();
    const { people } = this.#keys;
    const { living } = heartbeat;
    const places = await client
      .peoplePlace(1, people, instance, participantId, limit, ...living)
      .catch(unavailable);
    return places === 1;
  }

  changed(): void {
    this.#isToWrite = true;
    this.#isToTell = true;
    this.#gather.request();
  }

  send(message: SessionMessage): void {
    if (this.#isClosed || (this.#parts.length === 0 && this.#heard.size === 0)) return;
    this.#publish(message);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#gather.stop();
    this.#namespace.removeAllListeners();
    const { instance, client, onClosed } = this.#options;
    const { people, meta } = this.#keys;
    client.peopleExchange(2, people, meta, instance).then(
      () => this.#publish({ kind: 'people' }),
      // The list forgets this instance when it is dead, or the whole session some time later.
      () => undefined,
    );
    void this.#namespace.adapter.close();
    onClosed();
  }

  changedNow(): Promise<void> {
    this.#isToWrite = true;
    this.#isToTell = true;
    return this.exchange();
  }

  /**
   * Tells the own part and reads those of the others. Never two at once, so that none reads an older list later; all
   * who ask meanwhile share the next.
   */
  exchange(): Promise<void> {
    this.#next ??= this.#current.then(() => {
      this.#next = undefined;
      this.#current = this.#exchange();
      return this.#current;
    });
    return this.#next;
  }

  /** Who lives has changed, or messages may have been missed: what was read last is looked at again. */
  review(): void {
    this.#gather.request();
  }

  /** Asks the others for their states: this instance has perhaps missed something. */
  ask(): void {
    this.#publish({ kind: 'who' });
  }

  async #exchange(): Promise<void> {
    if (this.#isClosed) return;
    const { client, instance, session, heartbeat } = this.#options;
    const [isToWrite, isToTell] = [this.#isToWrite, this.#isToTell];
    this.#isToWrite = false;
    this.#isToTell = false;
    try {
      const { people, meta } = this.#keys;
      const own = isToWrite ? [instance, ...toFields(instance, session.own())] : [];
      const [epoch, found] = await client.peopleExchange(2, people, meta, ...own);
      const parts = this.#partsOf.read(found).filter((part) => part.instance !== instance);
      await heartbeat.meet(parts.map((part) => part.instance));
      if (this.#isClosed) return;
      this.#parts = parts.filter((part) => heartbeat.isAlive(part.instance));
      this.#heard.clear();
      session.learn(this.#parts);
      session.checkEpoch(epoch === null ? undefined : JSON.parse(epoch));
      if (isToTell) this.#publish({ kind: 'people' });
    } catch {
      // Redis is away. The next exchange tells and reads everything.
      this.#isToWrite ||= isToWrite;
      this.#isToTell ||= isToTell;
    }
  }

  /** Whatever was lost of the own part is there again, and whatever was missed of the others' is read. */
  #renew(): void {
    this.#isToWrite = true;
    this.#gather.request();
  }

  #publish(message: SessionMessage): void {
    this.#namespace.serverSideEmit(MESSAGE, message, this.#options.instance);
  }

  #hear(message: SessionMessage, from: string): void {
    this.#heard.add(from);
    if (message.kind === 'people') this.#gather.request();
    else this.#options.session.hear(message, from);
  }
}
