import type { Page } from '@playwright/test';

/** Chromium's own word on a socket that was given up before it stood, as a reconnect does on a slow machine. */
const GIVEN_UP = /^(?:error|warning): WebSocket connection to '\S+' failed: WebSocket is closed before/;

/** Watches a page for what must never happen: an error or a warning in its console, a request to another origin. */
export class PageGuard {
  readonly #faults: string[] = [];
  readonly #allowed: RegExp[] = [GIVEN_UP];

  constructor(page: Page, origin: string) {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.#faults.push(`${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', (error) => this.#faults.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('request', (request) => this.#checkOrigin(request.url(), origin));
    page.on('websocket', (socket) => this.#checkOrigin(socket.url().replace(/^ws/, 'http'), origin));
  }

  /**
   * Lets messages like this pass: Chromium itself reports a refused connection or an answer of 404, whatever the page
   * makes of it.
   */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern);
  }

  /** What happened and was not allowed. */
  get faults(): readonly string[] {
    return this.#faults.filter((fault) => !this.#allowed.some((pattern) => pattern.test(fault)));
  }

  #checkOrigin(url: string, origin: string): void {
    const { protocol, origin: asked } = new URL(url);
    if (protocol === 'data:' || protocol === 'blob:' || asked === origin) return;
    this.#faults.push(`request to another origin: ${url}`);
  }
}
