import type { Plugin } from 'vite';
import type { RuntimeAssets } from './assets.ts';
import { collectAssets } from './assets.ts';
import { buildFrame, buildPreview } from './frame-document.ts';
import { FRAME_HEADERS, FRAME_HEADERS_WITH_NETWORK, PREVIEW_HEADERS } from './frame-headers.ts';

const VIRTUAL = 'virtual:pairlink-runtimes';
const FRAME_PATH = 'runner.html';
const PREVIEW_PATH = 'preview.html';

/**
 * Adds the runtimes to the web app: the frame's document as `/runner.html`, the languages' files under
 * `/rt/<version>/`, and `virtual:pairlink-runtimes`, which exports the `runnerOptions` for `new Runner(…)`.
 */
export function runtimes(): Plugin {
  let base = '/';
  let isServing = false;
  let assets: Promise<RuntimeAssets> | undefined;
  let frame: ReturnType<typeof buildFrame> | undefined;
  let preview: ReturnType<typeof buildPreview> | undefined;
  const getAssets = (): Promise<RuntimeAssets> => (assets ??= collectAssets());
  const getFrame = (): ReturnType<typeof buildFrame> => (frame ??= buildFrame());
  const getPreview = (): ReturnType<typeof buildPreview> => (preview ??= buildPreview());

  return {
    name: 'pairlink-runtimes',
    configResolved(config) {
      base = config.base;
      isServing = config.command === 'serve';
    },
    resolveId(id) {
      return id === VIRTUAL ? `\0${VIRTUAL}` : undefined;
    },
    async load(id) {
      if (id !== `\0${VIRTUAL}`) return undefined;
      const { version, files } = await getAssets();
      const options = {
        frameUrl: `${base}${FRAME_PATH}`,
        previewUrl: `${base}${PREVIEW_PATH}`,
        assetBaseUrl: `${base}rt/${version}/`,
        assetBytes: Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.length])),
      };
      return `export const runnerOptions = ${JSON.stringify(options)};`;
    },
    async generateBundle() {
      const { version, files } = await getAssets();
      this.emitFile({ type: 'asset', fileName: FRAME_PATH, source: (await getFrame()).html });
      this.emitFile({ type: 'asset', fileName: PREVIEW_PATH, source: (await getPreview()).html });
      for (const [name, source] of files) {
        this.emitFile({ type: 'asset', fileName: `rt/${version}/${name}`, source });
      }
    },
    async configureServer(server) {
      const sources = [...(await getFrame()).sources, ...(await getPreview()).sources];
      server.watcher.add(sources);
      server.watcher.on('change', (file) => {
        if (!sources.includes(file)) return;
        frame = undefined;
        preview = undefined;
        server.ws.send({ type: 'full-reload' });
      });
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        const answer = async (): Promise<void> => {
          const isFrame = path === `${base}${FRAME_PATH}`;
          if (isFrame || path === `${base}${PREVIEW_PATH}`) {
            const ofFrame = request.url?.endsWith('?network') ? FRAME_HEADERS_WITH_NETWORK : FRAME_HEADERS;
            const headers = isFrame ? ofFrame : PREVIEW_HEADERS;
            for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
            response.setHeader('content-type', 'text/html; charset=utf-8');
            response.end((await (isFrame ? getFrame() : getPreview())).html);
            return;
          }
          const { version, files } = await getAssets();
          const prefix = `${base}rt/${version}/`;
          const file = path.startsWith(prefix) ? files.get(path.slice(prefix.length)) : undefined;
          if (!file) return next();
          response.setHeader(
            'content-type',
            path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream',
          );
          response.setHeader('cache-control', 'public, max-age=31536000, immutable');
          response.setHeader('cross-origin-resource-policy', 'same-origin');
          response.end(file);
        };
        const isOurs = [FRAME_PATH, PREVIEW_PATH].includes(path.slice(base.length));
        if (isServing && (isOurs || path.startsWith(`${base}rt/`))) answer().catch(next);
        else next();
      });
    },
  };
}
