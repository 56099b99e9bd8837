/**
 * Where the documents of frames for user code are: beside the app, unless the gateway names another origin in the
 * page (`RUNNER_ORIGIN`, `PREVIEW_ORIGIN`).
 */
export function frameAddress(kind: 'runner' | 'preview', path: string): string {
  const origin = document.querySelector<HTMLMetaElement>(`meta[name="${kind}-origin"]`)?.content;
  return origin === undefined ? path : new URL(path, origin).href;
}
