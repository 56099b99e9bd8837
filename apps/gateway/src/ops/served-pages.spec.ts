import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

const WEB = {
  'index.html': '<!doctype html><title>Pairlink</title>',
  'runner.html': '<!doctype html><title>Runner</title>',
  'preview.html': '<!doctype html><title>Preview</title>',
  'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'assets/index-abc.js': 'export {};',
  'rt/python/python.mjs': 'export {};',
};

describe('the web app as served', () => {
  let gateway: TestGateway;
  let rest: RestClient;
  const get = (path: string, headers: Record<string, string> = {}) => rest.call(path, { headers });

  beforeAll(async () => {
    gateway = await startTestGateway({}, WEB);
    rest = new RestClient(gateway.url);
  });
  afterAll(() => gateway.stop());

  it.each(['/', '/s/222222222222', '/w/2222222222222222', '/s/no-such-id', '/s/222222222222?x=1'])(
    'is the app at %s, never cached without asking again',
    async (path) => {
      const { status, body, headers } = await get(path);
      expect([status, body]).toEqual([200, WEB['index.html']]);
      expect(headers.get('cache-control')).toBe('no-cache');
      expect(headers.get('content-type')).toBe('text/html;charset=utf-8');
    },
  );

  it.each(['/nothing', '/s', '/s/a/b', '/assets/nothing.js', '/.env', '/..%2f..%2fetc%2fpasswd', '/index'])(
    'is nothing at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('lets the app tell a person that there is nothing', async () => {
    const { status, body, headers } = await get('/nothing', { accept: 'text/html,*/*;q=0.8' });
    expect([status, body, headers.get('cache-control')]).toEqual([404, WEB['index.html'], 'no-store']);
  });

  it('outlives a file that is replaced under it', async () => {
    const replaced = await startTestGateway({}, WEB);
    const client = new RestClient(replaced.url);
    await rm(join(replaced.directory, 'web/favicon.svg'));
    await expect(client.call('/favicon.svg')).rejects.toThrow('fetch failed');
    expect((await client.call('/')).status).toBe(200);
    await replaced.stop();
  });

  it('refuses to be posted to', async () => {
    expect((await rest.call('/s/222222222222', { method: 'POST' })).status).toBe(404);
  });

  it('isolates its pages and allows no code but its own', async () => {
    const { headers } = await get('/s/222222222222');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self';");
    expect(policy).toContain("frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    expect(policy).not.toContain("'unsafe-eval'");
    expect(Object.fromEntries(headers)).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('gives the runner no origin and no network', async () => {
    const { status, headers } = await get('/runner.html');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toBe(
      "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; " +
        'worker-src blob:; connect-src blob: data:; img-src blob: data:',
    );
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('x-frame-options')).toBeNull();
  });

  it('gives the network only to the runner that a person let have it, and never an origin', async () => {
    const { headers } = await get('/runner.html?network');
    const policy = headers.get('content-security-policy');
    expect(policy).toContain('connect-src blob: data: https: wss:;');
    expect(policy).toMatch(/^sandbox allow-scripts; default-src 'none'; /);
  });

  it('shows a page of a session without origin and without network', async () => {
    const { status, headers } = await get('/preview.html');
    expect(status).toBe(200);
    const policy = headers.get('content-security-policy');
    expect(policy).toMatch(/^sandbox allow-scripts allow-forms; default-src 'none'; /);
    expect(policy).not.toMatch(/https?:|'self'|allow-same-origin|\*/);
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('x-frame-options')).toBeNull();
  });

  it.each(['/assets/index-abc.js', '/rt/python/python.mjs'])(
    'lets browsers keep %s for ever',
    async (path) => {
      const { headers } = await get(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'public, max-age=31536000, immutable',
        'content-type': 'text/javascript',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      });
    },
  );

  it('has files asked for again when they may have changed', async () => {
    const first = await get('/favicon.svg');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await get('/favicon.svg', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  it('sends what the build compressed', async () => {
    const html = '<!doctype html><title>Compressed</title>';
    const files = { 'index.html': html, 'index.html.br': brotliCompressSync(html) };
    const compressed = await startTestGateway({}, files);
    const { headers, body } = await new RestClient(compressed.url).call('/s/222222222222', {
      headers: { 'accept-encoding': 'gzip, br' },
    });
    await compressed.stop();
    expect([headers.get('content-encoding'), headers.get('vary'), body]).toEqual([
      'br',
      'Accept-Encoding',
      html,
    ]);
  });

  it('frames the origins that the operator gave to user code', async () => {
    const split = await startTestGateway({ RUNNER_ORIGIN: 'https://run.example' }, WEB);
    const { headers } = await new RestClient(split.url).call('/');
    await split.stop();
    expect(headers.get('content-security-policy')).toContain("frame-src 'self' https://run.example;");
  });

  it('names these origins in the page, in each encoding, and answers who has it already', async () => {
    const head = '<!doctype html><head><title>Pairlink</title>';
    const names =
      '<meta name="runner-origin" content="https://run.example" />' +
      '<meta name="preview-origin" content="https://show.example" />';
    const origins = { RUNNER_ORIGIN: 'https://run.example', PREVIEW_ORIGIN: 'https://show.example' };
    const split = await startTestGateway(origins, { 'index.html': `${head}</head>`, 'index.html.br': 'old' });
    const client = new RestClient(split.url);
    const ask = (encoding: string) =>
      client.call('/s/222222222222', { headers: { 'accept-encoding': encoding } });
    const pages = [await ask('br, gzip'), await ask('gzip'), await ask('identity')];
    const [{ headers: first } = { headers: new Headers() }] = pages;
    const known = await client.rawGet('/', { 'if-none-match': first.get('etag') ?? '' });
    await split.stop();
    expect(pages.map(({ body }) => body)).toEqual(pages.map(() => `${head}${names}</head>`));
    expect(pages.map(({ headers }) => headers.get('content-encoding'))).toEqual(['br', 'gzip', null]);
    expect([first.get('cache-control'), first.get('vary')]).toEqual(['no-cache', 'Accept-Encoding']);
    expect(known.status).toBe(304);
  });

  it('says what to do when the web app is not built', async () => {
    const bare = await startTestGateway({}, {});
    const client = new RestClient(bare.url);
    const [page, api] = await Promise.all([client.call('/'), client.call('/api/health')]);
    await bare.stop();
    expect(page.status).toBe(503);
    expect(page.body).toContain('npm run build');
    expect(api.status).toBe(200);
  });

  it('documents the API without a third party', async () => {
    const page = await get('/api/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(String(page.body)).not.toMatch(/(?:src|href)="https?:/);
    const { body } = await rest.call<{ paths: object }>('/api/docs-json');
    expect(Object.keys(body.paths)).toContain('/api/sessions/{id}');
  });
});
