import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import type { FrameOrigins } from './security-headers.ts';

/**
 * The app's page where user code has origins of its own: with their names in it, and under a tag of its own, since the
 * file that the build compressed knows none.
 */
export function appPage(built: Buffer, { runnerOrigin, previewOrigin }: FrameOrigins) {
  const metas = [
    ['runner-origin', runnerOrigin],
    ['preview-origin', previewOrigin],
  ].map(([name, origin]) => (origin === undefined ? '' : `<meta name="${name}" content="${origin}" />`));
  const html = Buffer.from(built.toString().replace('</head>', () => `${metas.join('')}</head>`));
  const encoded = { br: brotliCompressSync(html), gzip: gzipSync(html) };
  const tag = createHash('sha256').update(html).digest('base64url').slice(0, 16);

  return (request: Request, response: Response): void => {
    response.set({ 'Cache-Control': 'no-cache', ETag: `W/"${tag}"`, Vary: 'Accept-Encoding' }).type('html');
    const encoding = request.acceptsEncodings(['br', 'gzip']);
    if (encoding === 'br' || encoding === 'gzip') {
      response.set('Content-Encoding', encoding).send(encoded[encoding]);
    } else {
      response.send(html);
    }
  };
}
