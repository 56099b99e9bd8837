/**
 * What `/runner.html` must be served with. `sandbox` keeps the frame harmless when its address is opened directly;
 * `CORP: cross-origin` because Firefox refuses to put an opaque frame into an isolated page without it.
 */
export const FRAME_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; " +
    'worker-src blob:; connect-src blob: data:; img-src blob: data:',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};
