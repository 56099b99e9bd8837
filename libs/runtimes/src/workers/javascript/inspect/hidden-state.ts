/**
 * What Node's inspector reads from inside the engine and a page cannot: the state of promises, the targets of proxies,
 * the rest of iterators. Each is learnt here by the means that the language has.
 */
export type PromiseState =
  { readonly kind: 'pending' } | { readonly kind: 'fulfilled' | 'rejected'; readonly value: unknown };

const proxyTargets = new WeakMap<object, object>();
const promiseStates = new WeakMap<Promise<unknown>, PromiseState>();

/** The object behind a proxy made after `watchProxies`; `undefined` for what is no proxy. */
export const proxyTarget = (value: object): object | undefined => proxyTargets.get(value);

/** Replaces the global `Proxy` by one that remembers its targets; proxies themselves are the engine's own. */
export function watchProxies(scope: { Proxy: ProxyConstructor }): void {
  const Native = scope.Proxy;
  const make = (target: object, handler: ProxyHandler<object>): object => {
    const proxy = new Native(target, handler);
    proxyTargets.set(proxy, target);
    return proxy;
  };
  scope.Proxy = new Native(Native, {
    construct: (_native, [target, handler]: [object, ProxyHandler<object>]) => make(target, handler),
    get: (native, key, receiver) => {
      if (key !== 'revocable') return Reflect.get(native, key, receiver) as unknown;
      return (target: object, handler: ProxyHandler<object>) => {
        const made = Native.revocable(target, handler);
        proxyTargets.set(made.proxy, target);
        return made;
      };
    },
  });
}

/** The state as far as it is known; a promise that was never asked about counts as pending. */
export const promiseState = (promise: Promise<unknown>): PromiseState =>
  promiseStates.get(promise) ?? { kind: 'pending' };

// Called on promises only, with `this` given each time.
// eslint-disable-next-line typescript/unbound-method
const nativeThen = Promise.prototype.then;

/**
 * Finds out whether a promise is settled; the answer is known one turn of the microtasks later. Looking must not count
 * as handling a rejection: where nobody else touches the promise, the rejection is passed on.
 */
export function lookAtPromise(promise: Promise<unknown>): void {
  if (promiseStates.get(promise)?.kind === 'fulfilled' || promiseStates.get(promise)?.kind === 'rejected')
    return;
  let isTouched = false;
  // Its rejection is meant to be reported, as the promise's own.
  // eslint-disable-next-line typescript/no-floating-promises
  nativeThen.call(
    promise,
    (value: unknown) => {
      promiseStates.set(promise, { kind: 'fulfilled', value });
    },
    (value: unknown) => {
      promiseStates.set(promise, { kind: 'rejected', value });
      if (!isTouched) throw value;
    },
  );
  if (Object.hasOwn(promise, 'constructor') || !Object.isExtensible(promise)) return;
  // `then`, `catch` and `await` all read the constructor: that tells that somebody else deals with the promise.
  void Object.defineProperty(promise, 'constructor', {
    configurable: true,
    get: () => {
      isTouched = true;
      return Object.getPrototypeOf(promise)?.constructor as unknown;
    },
  });
}

/** What an iterator of a Map or Set would still give. Taken out, and given back by the iterator as if untouched. */
export function peekIterator(iterator: Iterator<unknown>): unknown[] {
  const items: unknown[] = [];
  for (let step = iterator.next(); !step.done; step = iterator.next()) items.push(step.value);
  let at = 0;
  const next = (): IteratorResult<unknown> =>
    at < items.length ? { done: false, value: items[at++] } : { done: true, value: undefined };
  Object.defineProperty(iterator, 'next', { value: next, configurable: true, writable: true });
  return items;
}
