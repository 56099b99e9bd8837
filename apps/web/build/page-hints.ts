import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/**
 * Writes into the page what only the bundler knows: a preload of the typeface, so that the first paint already has
 * it, and the list of files of the session page, which the home page prefetches when the browser is idle.
 */
export function pageHints(): Plugin {
  return {
    name: 'pairlink:page-hints',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => (bundle ? [...fontPreload(bundle), sessionFiles(bundle)] : []),
    },
  };
}

function fontPreload(bundle: Rolldown.OutputBundle): HtmlTagDescriptor[] {
  const font = Object.keys(bundle).find((name) => /-latin-wght-normal-.*\.woff2$/.test(name));
  if (!font) return [];
  return [
    {
      tag: 'link',
      attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: '' },
      injectTo: 'head',
    },
  ];
}

/** Files that `/s/:id` needs beyond the entry: its chunk, the editor's, and everything these import. */
function sessionFiles(bundle: Rolldown.OutputBundle): HtmlTagDescriptor {
  const files = new Set<string>();
  const visit = (fileName: string): void => {
    const chunk = bundle[fileName];
    if (files.has(fileName) || chunk?.type !== 'chunk' || chunk.isEntry) return;
    files.add(fileName);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
    for (const imported of chunk.imports) visit(imported);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type === 'chunk' && /\/(?:session-page|code-editor)\.tsx$/.test(chunk.facadeModuleId ?? '')) {
      visit(chunk.fileName);
    }
  }
  return {
    tag: 'meta',
    attrs: { name: 'session-files', content: [...files].map((name) => `/${name}`).join(' ') },
    injectTo: 'head',
  };
}
