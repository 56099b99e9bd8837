import type { SessionAddresses } from './session-addresses.ts';

/** Attributes that name something which the browser loads by itself. */
export const LOADING_ATTRIBUTES = ['src', 'href', 'poster', 'srcset', 'style'] as const;

/** Turns what an element refers to into addresses that it can load. Links are left: they are followed by a click. */
export function rewriteElement(element: Element, addresses: SessionAddresses, from: string): void {
  for (const name of LOADING_ATTRIBUTES) {
    const value = element.getAttribute(name);
    const better = value === null ? null : loadable(element, { name, value }, { addresses, from });
    if (better !== null && better !== value) element.setAttribute(name, better);
  }
  if (element instanceof HTMLStyleElement || element.localName === 'style') {
    const text = element.textContent;
    const better = addresses.styleWithAddresses(text, from);
    if (better !== text) element.textContent = better;
  }
}

interface Attribute {
  readonly name: string;
  readonly value: string;
}

interface Page {
  readonly addresses: SessionAddresses;
  readonly from: string;
}

/** The value that an attribute should have, or null where it is not one that loads. */
export function loadable(
  element: Element,
  { name, value }: Attribute,
  { addresses, from }: Page,
): string | null {
  switch (name) {
    case 'href':
      return element.localName === 'link' || element.localName === 'image' || element.localName === 'use'
        ? addresses.addressOf(value, from)
        : null;
    case 'src':
    case 'poster':
      return element.localName === 'iframe' ? null : addresses.addressOf(value, from);
    case 'srcset':
      return value
        .split(/,\s+/)
        .map((candidate) => {
          const [address = '', ...rest] = candidate.trim().split(/\s+/);
          return [addresses.addressOf(address, from) ?? address, ...rest].join(' ');
        })
        .join(', ');
    case 'style':
      return addresses.styleWithAddresses(value, from);
    default:
      return null;
  }
}
