import type { ProgramFiles } from '../wire/messages.ts';

const TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  css: 'text/css',
  csv: 'text/csv',
  gif: 'image/gif',
  htm: 'text/html',
  html: 'text/html',
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  mjs: 'text/javascript',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  ogg: 'audio/ogg',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  wasm: 'application/wasm',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
  xml: 'text/xml',
};

const IN_URL = /url\(\s*(['"]?)(.*?)\1\s*\)/g;
const IMPORTED = /@import\s+(['"])(.*?)\1/g;

/** Gives the session's files addresses that the page may use: blobs of its own, made when they are first asked for. */
export class SessionAddresses {
  readonly #files: ProgramFiles;
  /** Where the page itself would lie. */
  readonly #base: URL;
  readonly #addresses = new Map<string, string>();

  /** `baseUrl` is what the browser resolves relative addresses of the page against. */
  constructor(files: ProgramFiles, baseUrl: string) {
    this.#files = files;
    this.#base = new URL(baseUrl);
  }

  /** The file that an address in `from` means, if it is one of the session. */
  pathOf(address: string, from: string): string | null {
    const text = address.trim();
    if (text === '' || text.startsWith('#')) return null;
    let url: URL;
    try {
      // Where there is a folder, the address counts from it, and one of the frame's own site from the top.
      url = new URL(text, new URL(encodeURI(from), new URL('/', this.#base)));
    } catch {
      return null;
    }
    if (url.origin !== this.#base.origin) return null;
    const path = decodeURIComponent(url.pathname.slice(1));
    for (const candidate of [path, `${path}index.html`])
      if (Object.hasOwn(this.#files, candidate)) return candidate;
    return null;
  }

  /** An address of the same content that the page can load; null for what is not of the session. */
  addressOf(address: string, from: string): string | null {
    const path = this.pathOf(address, from);
    if (path === null) return null;
    const known = this.#addresses.get(path);
    if (known !== undefined) return known;
    const made = URL.createObjectURL(this.blobOf(path));
    this.#addresses.set(path, made);
    return made;
  }

  blobOf(path: string): Blob {
    const type = TYPES[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
    const file = this.#files[path] ?? '';
    const content =
      typeof file === 'string'
        ? type === 'text/css'
          ? this.styleWithAddresses(file, path)
          : file
        : file.slice();
    return new Blob([content], { type });
  }

  textOf(path: string): string {
    const file = this.#files[path] ?? '';
    return typeof file === 'string' ? file : new TextDecoder().decode(file);
  }

  styleWithAddresses(style: string, from: string): string {
    const better = (whole: string, address: string): string => {
      const made = this.addressOf(address, from);
      return made === null ? whole : whole.replace(address, made);
    };
    return style
      .replaceAll(IN_URL, (whole, _quote: string, address: string) => better(whole, address))
      .replaceAll(IMPORTED, (whole, _quote: string, address: string) => better(whole, address));
  }
}
