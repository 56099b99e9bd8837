import type { SessionAddresses } from './session-addresses.ts';

interface Parts {
  readonly addresses: SessionAddresses;
  readonly from: string;
  readonly open: (path: string, hash: string) => void;
  readonly refuse: (text: string) => void;
}

/** Links and forms between the session's pages; what leads out of the session is refused with a word. */
export function followLinks({ addresses, from, open, refuse }: Parts): void {
  const follow = (event: Event, address: string): void => {
    if (event.defaultPrevented || address.startsWith('#') || /^(?:javascript|mailto|tel):/i.test(address))
      return;
    event.preventDefault();
    const path = addresses.pathOf(address, from);
    if (path === null) refuse(`${address} is not a page of this session, and a preview opens no other.\n`);
    else open(path, new URL(address, document.baseURI).hash);
  };
  globalThis.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href],area[href]') : null;
    if (link) follow(event, link.getAttribute('href') ?? '');
  });
  globalThis.addEventListener('submit', (event) => {
    const form = event.target instanceof HTMLFormElement ? event.target : null;
    if (form) follow(event, form.getAttribute('action') || from.split('/').at(-1) || from);
  });
}
