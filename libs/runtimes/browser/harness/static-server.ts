import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { FRAME_HEADERS, FRAME_HEADERS_WITH_NETWORK, PREVIEW_HEADERS } from '../../vite/frame-headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // A frame cannot be kept from changing its own address; the page around it decides which ones it takes.
  'Content-Security-Policy': "frame-src 'self'",
};

const FRAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/runner.html': FRAME_HEADERS,
  // Browsers hold a test's own machine for as safe as https.
  '/runner.html?network': {
    ...FRAME_HEADERS_WITH_NETWORK,
    'Content-Security-Policy': String(FRAME_HEADERS_WITH_NETWORK['Content-Security-Policy']).replace(
      'https:',
      'http:',
    ),
  },
  '/preview.html': PREVIEW_HEADERS,
};

export interface StaticServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a built folder as the gateway does; with `?plain` a page is not cross-origin isolated. `/requests.json` lists
 * the paths that were asked for so far.
 */
export async function serveFolder(folder: string): Promise<StaticServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/requests.json') {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(requests));
      return;
    }
    requests.push(url.pathname);
    const path = url.pathname === '/' ? '/index.html' : url.pathname;
    const isPlain = url.searchParams.has('plain');
    const headers = FRAMES[path + url.search] ?? (isPlain ? {} : PAGE_HEADERS);
    readFile(join(folder, normalize(path))).then(
      (body) => {
        response.writeHead(200, {
          'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
          'Cache-Control': path.startsWith('/rt/') ? 'public, max-age=31536000, immutable' : 'no-cache',
          ...headers,
        });
        response.end(body);
      },
      () => {
        response.writeHead(404);
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
