import { placeFinders } from '../workers/javascript/stack.ts';
import { rewriteElement } from './rewrite-element.ts';
import type { SessionAddresses } from './session-addresses.ts';

export interface PageParts {
  readonly entry: string;
  readonly source: string;
  readonly addresses: SessionAddresses;
  /** Makes a module's address, with all that it imports; null if it could not, which is told elsewhere. */
  readonly linkModule: (path: string, code: string | null) => Promise<string | null>;
}

const CLASSIC = new Set(['', 'text/javascript', 'application/javascript', 'text/ecmascript']);

/** The page's text with all that it refers to at addresses that the frame can load. */
export async function buildPage({ entry, source, addresses, linkModule }: PageParts): Promise<string> {
  const page = new DOMParser().parseFromString(source, 'text/html');
  let searchedTo = 0;
  let count = 0;
  for (const script of page.querySelectorAll('script')) {
    const text = script.textContent;
    const at = text === '' ? -1 : source.indexOf(text, searchedTo);
    if (at >= 0) searchedTo = at + text.length;
    const type = (script.getAttribute('type') ?? '').trim().toLowerCase();
    const given = script.getAttribute('src');
    const isModule = type === 'module';
    if (!isModule && !CLASSIC.has(type)) continue;
    let address: string | null;
    if (given === null) {
      count += 1;
      const name = `${entry}.script-${count}.js`;
      const code = inPlace(source, Math.max(0, at)) + text;
      placeFinders.set(name, (line, column) => ({ path: entry, line, column }));
      address = isModule ? await linkModule(name, code) : scriptAddress(code, name);
    } else {
      const path = addresses.pathOf(given, entry);
      if (path === null) continue;
      address = isModule ? await linkModule(path, null) : scriptAddress(addresses.textOf(path), path);
    }
    script.removeAttribute('integrity');
    if (address === null) script.remove();
    else {
      script.textContent = '';
      script.setAttribute('src', address);
    }
  }
  for (const element of page.querySelectorAll('[src],[href],[poster],[srcset],[style],style')) {
    rewriteElement(element, addresses, entry);
  }
  for (const link of page.querySelectorAll('link[integrity]')) link.removeAttribute('integrity');
  const { doctype } = page;
  return `${doctype ? `<!doctype ${doctype.name}>` : ''}${page.documentElement.outerHTML}`;
}

/** As many lines and columns as stand before a place, so that errors name the line of the page. */
function inPlace(source: string, at: number): string {
  const before = source.slice(0, at).split('\n');
  return '\n'.repeat(before.length - 1) + ' '.repeat(before.at(-1)?.length ?? 0);
}

function scriptAddress(code: string, name: string): string {
  const text = `${code}\n//# sourceURL=${encodeURI(name)}`;
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}
