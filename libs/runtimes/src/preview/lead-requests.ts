import { LOADING_ATTRIBUTES, loadable, rewriteElement } from './rewrite-element.ts';
import type { SessionAddresses } from './session-addresses.ts';

interface Page {
  readonly addresses: SessionAddresses;
  readonly from: string;
}

/** Leads what scripts ask for while the page runs to the session's files. */
export function leadRequests(page: Page): void {
  const { addresses, from } = page;
  const better = (address: unknown): string => addresses.addressOf(String(address), from) ?? String(address);

  const nativeFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const path = addresses.pathOf(address, from);
    if (path !== null) return new Response(addresses.blobOf(path));
    if (new URL(address, document.baseURI).origin === new URL(document.baseURI).origin) {
      return new Response(`${address} is not a file of this session.`, {
        status: 404,
        statusText: 'Not Found',
      });
    }
    return nativeFetch(input, init);
  };
  wrap(XMLHttpRequest.prototype, 'open', (args) => args.with(1, better(args[1])));
  wrap(Element.prototype, 'setAttribute', function (this: Element, args) {
    const [name, value] = args.map(String);
    const address =
      name !== undefined && value !== undefined
        ? loadable(this, { name: name.toLowerCase(), value }, page)
        : null;
    return address === null ? args : args.with(1, address);
  });
  for (const kind of ['Worker', 'Audio'] as const) {
    const native = globalThis[kind] as unknown as new (...values: unknown[]) => object;
    const value = new Proxy(native, {
      construct: (target, [address, ...rest]: unknown[]) =>
        Reflect.construct(target, address === undefined ? [] : [better(address), ...rest]),
    });
    Object.defineProperty(globalThis, kind, { value, writable: true, configurable: true });
  }
  const owners = [
    [HTMLImageElement, 'src'],
    [HTMLScriptElement, 'src'],
    [HTMLMediaElement, 'src'],
    [HTMLSourceElement, 'src'],
    [HTMLLinkElement, 'href'],
    [HTMLVideoElement, 'poster'],
  ] as const;
  for (const [kind, name] of owners) leadProperty(kind.prototype, name, better);
  watchMarkup(page);
}

type Edit = (this: never, args: unknown[]) => unknown[];

/** Puts a function in front of a method that may change what the method is given. */
function wrap(owner: object, name: string, edit: Edit): void {
  const native: unknown = Reflect.get(owner, name);
  if (typeof native !== 'function') return;
  const value = new Proxy(native as (...values: unknown[]) => unknown, {
    apply: (target, self: never, args: unknown[]) =>
      Reflect.apply(target, self, Reflect.apply(edit, self, [args])),
  });
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

function leadProperty(owner: object, name: string, better: (address: unknown) => string): void {
  const native = Object.getOwnPropertyDescriptor(owner, name);
  if (!native?.set) return;
  // oxlint-disable-next-line typescript/unbound-method -- it is called on the element that it is set on
  const set = new Proxy(native.set, {
    apply: (target, self: unknown, [value]: unknown[]) => Reflect.apply(target, self, [better(value)]),
  });
  Object.defineProperty(owner, name, { ...native, set });
}

/** For what comes as text: `innerHTML`, and a style of an element. */
function watchMarkup({ addresses, from }: Page): void {
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes' && target instanceof Element) rewriteElement(target, addresses, from);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        rewriteElement(node, addresses, from);
        for (const inner of node.querySelectorAll('[src],[href],[style],style'))
          rewriteElement(inner, addresses, from);
      }
    }
  });
  const attributeFilter = [...LOADING_ATTRIBUTES];
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter });
}
