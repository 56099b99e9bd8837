import type { SessionStore } from '../../store/session-store.ts';

type Method = 'append' | 'load' | 'readAfter' | 'compact';

/** Faults to put in front of a real store: what a hook throws, the call rejects with; what it awaits, delays it. */
export class StoreFaults {
  readonly #hooks = new Map<PropertyKey, () => Promise<void>>();

  /** Until the returned function is called. */
  before(method: Method, hook: () => Promise<void>): () => void {
    this.#hooks.set(method, hook);
    return () => this.#hooks.delete(method);
  }

  wrap(store: SessionStore): SessionStore {
    return new Proxy(store, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown => {
          const hook = this.#hooks.get(name);
          if (!hook) return Reflect.apply(member, target, args);
          return hook().then((): unknown => Reflect.apply(member, target, args));
        };
      },
    });
  }
}
