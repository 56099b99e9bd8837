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

/** What `/runner.html?network` must be served with, for runs that a person let use the network. */
export const FRAME_HEADERS_WITH_NETWORK: Readonly<Record<string, string>> = {
  ...FRAME_HEADERS,
  'Content-Security-Policy': String(FRAME_HEADERS['Content-Security-Policy']).replace(
    'connect-src blob: data:',
    'connect-src blob: data: https: wss:',
  ),
};

/**
 * What `/preview.html` must be served with. The page may use whatever it makes itself; it loads nothing from anywhere,
 * and its forms lead nowhere.
 */
export const PREVIEW_HEADERS: Readonly<Record<string, string>> = {
  ...FRAME_HEADERS,
  'Content-Security-Policy':
    "sandbox allow-scripts allow-forms; default-src 'none'; " +
    "script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob: data:; style-src 'unsafe-inline' blob: data:; " +
    'img-src blob: data:; font-src blob: data:; media-src blob: data:; connect-src blob: data:; worker-src blob:; ' +
    "base-uri 'none'; form-action 'none'",
};
