type Listener = (this: unknown, ...values: unknown[]) => unknown;
type EventName = string | symbol;

interface Registration {
  readonly listener: Listener;
  readonly isOnce: boolean;
}

const registrations = new WeakMap<object, Map<EventName, Registration[]>>();

function tableOf(emitter: object): Map<EventName, Registration[]> {
  let table = registrations.get(emitter);
  if (!table) {
    table = new Map();
    registrations.set(emitter, table);
  }
  return table;
}

const add = (
  emitter: EventEmitter,
  name: EventName,
  entry: Registration & { readonly isFirst?: boolean },
) => {
  if (typeof entry.listener !== 'function') {
    const error = new TypeError(
      `The "listener" argument must be of type function. Received ${entry.listener === null ? 'null' : typeof entry.listener}`,
    );
    throw Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' });
  }
  const table = tableOf(emitter);
  if (table.has('newListener')) emitter.emit('newListener', name, entry.listener);
  const known = table.get(name) ?? [];
  const { listener, isOnce } = entry;
  table.set(name, entry.isFirst ? [{ listener, isOnce }, ...known] : [...known, { listener, isOnce }]);
  return emitter;
};

/** `node:events`. */
export class EventEmitter {
  static defaultMaxListeners = 10;

  static async once(emitter: EventEmitter | EventTarget, name: string): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      if (emitter instanceof EventTarget) {
        emitter.addEventListener(name, (...values: unknown[]) => resolve(values), { once: true });
        return;
      }
      const settle = (...values: unknown[]): void => {
        emitter.off('error', fail);
        resolve(values);
      };
      const fail = (error: unknown): void => {
        emitter.off(name, settle);
        // Whatever was emitted as an error is what the promise is refused with.
        reject(error);
      };
      emitter.once(name, settle);
      if (name !== 'error') emitter.once('error', fail);
    });
  }

  on(name: EventName, listener: Listener): this {
    add(this, name, { listener, isOnce: false });
    return this;
  }

  addListener(name: EventName, listener: Listener): this {
    return this.on(name, listener);
  }

  once(name: EventName, listener: Listener): this {
    add(this, name, { listener, isOnce: true });
    return this;
  }

  prependListener(name: EventName, listener: Listener): this {
    add(this, name, { listener, isOnce: false, isFirst: true });
    return this;
  }

  prependOnceListener(name: EventName, listener: Listener): this {
    add(this, name, { listener, isOnce: true, isFirst: true });
    return this;
  }

  off(name: EventName, listener: Listener): this {
    const table = tableOf(this);
    const known = table.get(name) ?? [];
    const at = known.findLastIndex((entry) => entry.listener === listener);
    if (at < 0) return this;
    const rest = known.toSpliced(at, 1);
    if (rest.length > 0) table.set(name, rest);
    else table.delete(name);
    if (table.has('removeListener')) this.emit('removeListener', name, listener);
    return this;
  }

  removeListener(name: EventName, listener: Listener): this {
    return this.off(name, listener);
  }

  removeAllListeners(name?: EventName): this {
    if (name === undefined) tableOf(this).clear();
    else tableOf(this).delete(name);
    return this;
  }

  emit(name: EventName, ...values: unknown[]): boolean {
    const known = tableOf(this).get(name);
    if (!known) {
      if (name !== 'error') return false;
      const [error] = values;
      if (error instanceof Error) throw error;
      throw Object.assign(new Error(`Unhandled error. (${String(error)})`), { code: 'ERR_UNHANDLED_ERROR' });
    }
    // A copy is gone through: a listener that is removed meanwhile is called once more, as in Node.
    for (const { listener, isOnce } of known) {
      if (isOnce) this.off(name, listener);
      Reflect.apply(listener, this, values);
    }
    return true;
  }

  listeners(name: EventName): Listener[] {
    return (tableOf(this).get(name) ?? []).map(({ listener }) => listener);
  }

  rawListeners(name: EventName): Listener[] {
    return this.listeners(name);
  }

  listenerCount(name: EventName): number {
    return tableOf(this).get(name)?.length ?? 0;
  }

  eventNames(): EventName[] {
    return [...tableOf(this).keys()];
  }

  setMaxListeners(): this {
    return this;
  }

  getMaxListeners(): number {
    return EventEmitter.defaultMaxListeners;
  }
}
