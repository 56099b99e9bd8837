/** The files of the session page as build/page-hints.ts lists them; none under the development server. */
function sessionFiles(): readonly string[] {
  const list = document.querySelector<HTMLMetaElement>('meta[name="session-files"]')?.content ?? '';
  return list.split(' ').filter(Boolean);
}

/** Brings them into the browser's cache at the lowest priority, without running them. */
export function prefetchSessionFiles(): void {
  for (const href of sessionFiles())
    addLink({ rel: 'prefetch', href, as: href.endsWith('.css') ? 'style' : 'script' });
}

/** Fetches the scripts all at once, where each would otherwise be found only after the one before it. */
export function preloadSessionScripts(): void {
  for (const href of sessionFiles())
    if (href.endsWith('.js')) addLink({ rel: 'modulepreload', href, as: 'script' });
}

function addLink({ rel, href, as }: { rel: string; href: string; as: string }): void {
  const link = document.createElement('link');
  link.rel = rel;
  link.href = href;
  link.as = as;
  // As the import will ask for it: another mode would fetch it a second time.
  link.crossOrigin = '';
  document.head.append(link);
}
