import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { build } from 'vite';

const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));
const WORKERS = ['checker', 'compiler', 'javascript', 'python'] as const;

export interface FrameDocument {
  readonly html: string;
  /** Files it was made of. */
  readonly sources: readonly string[];
}

/** The frame's document, complete in itself: its script, and in it the workers' scripts as text. */
export async function buildFrame(): Promise<FrameDocument> {
  const workers = new Map<string, string>();
  const sources = new Set<string>();
  for (const name of WORKERS) {
    const script = await buildScript(`${SOURCES}workers/${name}/main.ts`, []);
    // The name under which stack traces show Pairlink's own frames, to leave them out.
    workers.set(`virtual:worker/${name}`, `${script.code}\n//# sourceURL=pairlink-${name}.js`);
    for (const source of script.sources) sources.add(source);
  }
  const frame = await buildScript(`${SOURCES}sandbox/frame.ts`, [texts(workers)]);
  for (const source of frame.sources) sources.add(source);
  return { html: documentOf('Program runner', frame.code), sources: [...sources] };
}

/** The document in which a page of HTML is shown, complete in itself. */
export async function buildPreview(): Promise<FrameDocument> {
  const { code, sources } = await buildScript(`${SOURCES}preview/main.ts`, []);
  return { html: documentOf('Preview', `${code}\n//# sourceURL=pairlink-preview.js\n`), sources };
}

function documentOf(title: string, code: string): string {
  const script = code.replaceAll('</script', String.raw`<\/script`).replaceAll('<!--', String.raw`<\!--`);
  return `<!doctype html><meta charset="utf-8"><title>${title}</title><script>${script}</script>\n`;
}

interface Script {
  readonly code: string;
  readonly sources: readonly string[];
}

async function buildScript(entry: string, plugins: Plugin[]): Promise<Script> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: entry, output: { format: 'iife', codeSplitting: false } },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  const chunk = first && 'output' in first ? first.output[0] : undefined;
  if (!chunk) throw new Error(`${entry} gave no script`);
  return {
    code: chunk.code,
    sources: chunk.moduleIds.filter((id) => id.startsWith('/')).map((id) => id.replace(/\?.*$/, '')),
  };
}

function texts(modules: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'pairlink-worker-texts',
    resolveId: (id) => (modules.has(id) ? `\0${id}` : undefined),
    load(id) {
      const text = modules.get(id.slice(1));
      return text === undefined ? undefined : `export default ${JSON.stringify(text)};`;
    },
  };
}
