import type { Page } from '@playwright/test';
import type { RunEvent, Runner } from '../../src/index.ts';

interface PreviewGlobals {
  readonly runner: Runner;
  /** The preview that is open, and what it did. */
  preview?: { readonly events: RunEvent[]; readonly stop: () => void };
}

/** Shows a page in the page of the tests, in place of the one before. */
export async function openPreview(
  page: Page,
  files: Record<string, string>,
  entry = 'index.html',
): Promise<void> {
  await page.evaluate(
    ([given, path]) => {
      const scope = globalThis as unknown as PreviewGlobals;
      scope.preview?.stop();
      const events: RunEvent[] = [];
      const run = scope.runner.preview(document.body, { files: given, entry: path });
      run.subscribe((event) => events.push(event));
      scope.preview = { events, stop: () => run.stop() };
    },
    [files, entry] as const,
  );
}

/** What the preview wrote so far, by kind. */
export function previewTexts(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const { preview } = globalThis as unknown as PreviewGlobals;
    const texts: Record<string, string> = { stdout: '', stderr: '', notice: '' };
    for (const event of preview?.events ?? []) {
      if (event.kind !== 'output') continue;
      for (const chunk of event.chunks) if ('text' in chunk) texts[chunk.kind] += chunk.text;
    }
    return texts;
  });
}

/** Kinds of what happened so far; stops the preview first if told to. */
export function previewEvents(page: Page, mustStop = false): Promise<string[]> {
  return page.evaluate((isStopped) => {
    const { preview } = globalThis as unknown as PreviewGlobals;
    if (isStopped) preview?.stop();
    return (preview?.events ?? []).map((event) => (event.kind === 'ended' ? event.result.kind : event.kind));
  }, mustStop);
}
