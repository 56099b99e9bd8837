import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openRunner, runProgram } from './harness/runner-page.ts';

// Each probe tries to get out. One that does says so by returning something, or by a request that the server sees.

const JAVASCRIPT_PROBES: Readonly<Record<string, string>> = {
  localStorage: 'return localStorage.length + 1',
  sessionStorage: 'return sessionStorage.length + 1',
  cookie: 'return document.cookie',
  cookieStore: 'return (await cookieStore.getAll()).length + 1',
  indexedDB:
    "return await new Promise((ok, no) => { const r = indexedDB.open('x'); r.onsuccess = () => ok('db'); r.onerror = () => no(r.error); })",
  caches: "return await caches.open('x')",
  'private files': 'return await navigator.storage.getDirectory()',
  'old file system': 'return webkitRequestFileSystemSync(0, 1024)',
  'storage estimate': 'return (await navigator.storage.estimate()).usage + 1',
  parent: 'return parent.location.href',
  top: 'return top.location.href',
  opener: 'return opener.location.href',
  window: 'return window.document',
  'address of the app': "return self.location.origin !== 'null' && self.location.origin",
  'own origin': "return self.origin !== 'null' && self.origin",
  'history of requests':
    "return performance.getEntriesByType('resource').some((e) => e.name.startsWith('http')) && 'seen'",
  fetch: 'return (await fetch(URL_ + 1)).status',
  'fetch without reading': "return (await fetch(URL_ + 2, { mode: 'no-cors' })).type",
  'fetch kept alive':
    "return (await fetch(URL_ + 3, { keepalive: true, method: 'POST', body: 'x', mode: 'no-cors' })).type",
  'request in the app’s name': "return (await fetch(BASE, { credentials: 'include' })).status",
  XMLHttpRequest: "const x = new XMLHttpRequest(); x.open('GET', URL_ + 4, false); x.send(); return x.status",
  WebSocket:
    "return await new Promise((ok, no) => { const s = new WebSocket(URL_.replace('http', 'ws') + 5); s.onopen = () => ok('open'); s.onerror = no; })",
  EventSource:
    'return await new Promise((ok, no) => { const s = new EventSource(URL_ + 6); s.onopen = () => ok(1); s.onerror = no; })',
  WebTransport:
    "const t = new WebTransport(URL_.replace('http:', 'https:') + 7); await t.ready; return 'ready'",
  RTCPeerConnection:
    "const c = new RTCPeerConnection(); c.createDataChannel('x'); return (await c.createOffer()).sdp",
  UDPSocket: "return new UDPSocket({ remoteAddress: '127.0.0.1', remotePort: 53 })",
  TCPSocket: "return new TCPSocket('127.0.0.1', 53)",
  importScripts: "importScripts(URL_ + 8); return 'loaded'",
  'dynamic import': "return await (0, eval)('(u) => import(u)')(URL_ + 9)",
  'worker from the server':
    'return await new Promise((ok, no) => { const w = new Worker(URL_ + 10); w.onmessage = ok; w.onerror = no; })',
  'worker inside':
    "const code = `fetch('${URL_}11').then((r) => postMessage(r.status), () => postMessage(0))`; const w = new Worker(URL.createObjectURL(new Blob([code]))); return await new Promise((ok) => { w.onmessage = (m) => ok(m.data); })",
  'worker from data':
    "const code = `fetch('${URL_}12').then((r) => postMessage(r.status), () => postMessage(0))`; return await new Promise((ok, no) => { const w = new Worker('data:text/javascript,' + encodeURIComponent(code)); w.onmessage = (m) => ok(m.data); w.onerror = no; })",
  SharedWorker: 'return new SharedWorker(URL_ + 13)',
  'service worker': 'return await navigator.serviceWorker.register(URL_ + 14)',
  sendBeacon: 'return navigator.sendBeacon(URL_ + 15)',
  'font from the server': "await new FontFace('x', `url(${URL_}16)`).load(); return 'loaded'",
  'redirected response': "return (await fetch(Response.redirect(URL_ + 17).headers.get('location'))).status",
  open: 'return open(URL_ + 18)',
  'change of address': "location.href = URL_ + 19; return location.href !== self.location.href && 'moved'",
  credentials: 'return await navigator.credentials.get({ password: true })',
  locks: "return await navigator.locks.request('x', () => 'locked')",
  notifications: "return Notification.permission === 'granted'",
  'module of the app': "return await (0, eval)('(u) => import(u)')(BASE + 'assets/')",
  'forged end of the run':
    "postMessage({ kind: 'ended', exitCode: 0, durationMs: 0, files: {} }); return undefined",
  'messages of the frame':
    "return await new Promise((ok) => { self.addEventListener('message', () => ok('heard')); setTimeout(ok, 50); })",
  'broadcast to the app': "new BroadcastChannel('probe').postMessage('leak'); return undefined",
  'the way to the compiler': 'return Object.keys(globalThis).filter((k) => /pairlink/i.test(k)).join()',
};

const PYTHON_PROBES: Readonly<Record<string, string>> = {
  'js.fetch': 'return run_sync(js.fetch(URL + "20")).status',
  'js.XMLHttpRequest':
    'x = js.XMLHttpRequest.new(); x.open("GET", URL + "21", False); x.send(); return x.status',
  'pyodide.http': 'from pyodide.http import open_url; return open_url(URL + "22").read()',
  pyfetch: 'from pyodide.http import pyfetch; return run_sync(pyfetch(URL + "23")).status',
  urllib: 'from urllib.request import urlopen; return urlopen(URL + "24", timeout=2).status',
  socket:
    'import socket; return socket.create_connection(("127.0.0.1", PORT), 2).send(b"GET /leak/25 HTTP/1.0\\r\\n\\r\\n")',
  'js.localStorage': 'return js.localStorage.length + 1',
  'js.indexedDB': 'r = js.indexedDB.open("x"); return r.result',
  'js.caches': 'return run_sync(js.caches.open("x"))',
  'js.parent': 'return js.parent.location.href',
  'js.document': 'return js.document.cookie',
  'js.eval': 'return run_sync(js.eval("fetch(\'" + URL + "26\')")).status',
  'js.importScripts': 'js.importScripts(URL + "27"); return "loaded"',
  'js.location': 'return js.location.origin if js.location.origin != "null" else None',
  'private files': 'return run_sync(js.navigator.storage.getDirectory())',
  package: 'import pyodide_js; run_sync(pyodide_js.loadPackage("numpy")); import numpy; return "loaded"',
  'wheel of the server': 'import pyodide_js; run_sync(pyodide_js.loadPackage(URL + "28.whl")); return None',
};

const javascriptProgram = (base: string): string => `
const BASE = ${JSON.stringify(base)};
const URL_ = BASE + 'leak/';
const probes = {
${Object.entries(JAVASCRIPT_PROBES)
  .map(([name, body]) => `  ${JSON.stringify(name)}: async () => { ${body} },`)
  .join('\n')}
};
const late = new Promise((resolve) => setTimeout(resolve, 5000));
await Promise.all(Object.entries(probes).map(async ([name, probe]) => {
  try {
    const got = await Promise.race([probe(), late]);
    console.log(got ? 'REACHED ' + name + ': ' + String(got) : 'held ' + name);
  } catch (error) { console.log('held ' + name); }
}));
`;

const pythonProgram = (base: string): string => `
import js
from pyodide.ffi import run_sync
URL = ${JSON.stringify(base)} + "leak/"
PORT = ${new URL(base).port}
def probe(name, body):
    try:
        got = body()
        print(f"REACHED {name}: {got}" if got else f"held {name}")
    except BaseException as error:
        print(f"held {name}")
${Object.entries(PYTHON_PROBES)
  .map(([name, body], at) => `def probe_${at}():\n    ${body}\nprobe(${JSON.stringify(name)}, probe_${at})`)
  .join('\n')}
`;

describe('a program cannot get out', () => {
  let browser: Browser;
  let page: Page;
  const base = inject('pageUrl');

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, base);
    await page.evaluate(() => {
      document.cookie = 'secret=1';
      localStorage.setItem('secret', '1');
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      new BroadcastChannel('probe').addEventListener('message', ({ data }) =>
        heard.push(`broadcast ${String(data)}`),
      );
    });
  });

  afterAll(async () => {
    await browser.close();
  });

  const leaks = async (): Promise<string[]> => {
    const answer = await page.request.get(`${base}requests.json`);
    const paths = (await answer.json()) as string[];
    return paths.filter((path) => path.startsWith('/leak'));
  };

  test('from JavaScript', async () => {
    const request = {
      language: 'javascript',
      files: { 'main.js': javascriptProgram(base) },
      entry: 'main.js',
    } as const;
    const { stdout, stderr, result } = await runProgram(page, request);
    expect(stdout.split('\n').filter((line) => line.startsWith('REACHED'))).toEqual([]);
    expect(stdout.split('\n').filter((line) => line.startsWith('held'))).toHaveLength(
      Object.keys(JAVASCRIPT_PROBES).length,
    );
    expect([stderr, result.kind]).toEqual(['', 'finished']);
    expect(await leaks()).toEqual([]);
    expect(await page.evaluate(() => Reflect.get(globalThis, 'heard') as string[])).toEqual([]);
  });

  test('from Python', async () => {
    const request = {
      language: 'python',
      files: { 'main.py': pythonProgram(base) },
      entry: 'main.py',
    } as const;
    const { stdout } = await runProgram(page, request);
    expect(stdout.split('\n').filter((line) => line.startsWith('REACHED'))).toEqual([]);
    expect(stdout.split('\n').filter((line) => line.startsWith('held'))).toHaveLength(
      Object.keys(PYTHON_PROBES).length,
    );
    expect(await leaks()).toEqual([]);
  });

  test('unless the person lets one run use the network, and then without anybody’s name', async () => {
    const source = `const url = ${JSON.stringify(base)} + 'leak/allowed';
const first = await fetch(url, { mode: 'no-cors', credentials: 'include' }).then((r) => r.type, () => 'held');
console.log(first, self.origin);
try { console.log(localStorage.length); } catch (error) { console.log('no storage'); }`;
    const request = { language: 'javascript', files: { 'main.js': source }, entry: 'main.js' } as const;
    expect((await runProgram(page, request)).stdout).toBe('held null\nno storage\n');
    expect(await leaks()).toEqual([]);
    const open = await runProgram(page, { ...request, allowsNetwork: true });
    // The page is for its own site only; what counts is that the request went out.
    expect([open.stdout.split('\n')[1], await leaks()]).toEqual(['no storage', ['/leak/allowed']]);
    expect((await runProgram(page, request)).stdout).toBe('held null\nno storage\n');
    expect(await leaks()).toEqual(['/leak/allowed']);
  });
});
