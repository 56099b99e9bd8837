import type { BrowserContext, Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

import type { PageGuard } from './page-guard.ts';

/** Somebody with a browser of their own: what they see of a session and what they do, by roles and names alone. */
export class Person {
  readonly editor: Locator;
  readonly output: Locator;
  readonly connection: Locator;
  readonly run: Locator;
  readonly stop: Locator;
  readonly participants: Locator;
  /** The line that a waiting program reads. */
  readonly input: Locator;
  /** A tab for each run. */
  readonly runs: Locator;

  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    readonly guard: PageGuard,
  ) {
    this.editor = page.getByRole('textbox', { name: 'Code editor' });
    this.output = page.getByRole('log', { name: 'Output' });
    this.connection = page.getByRole('status', { name: 'Connection' });
    this.run = page.getByRole('button', { name: 'Run', exact: true });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.input = page.getByRole('textbox', { name: 'Program input' });
    this.runs = page.getByRole('tablist', { name: 'Runs' }).getByRole('tab');
    this.participants = page.getByRole('list', { name: 'Participants' });
  }

  async opens(path: string): Promise<void> {
    await this.page.goto(path);
  }

  /** Opens a session and waits until it can be edited. */
  async joins(path: string): Promise<void> {
    await this.opens(path);
    await this.sees();
  }

  /** Waits until the session can be edited and the server has everything. */
  async sees(): Promise<void> {
    // Attached, not visible: the element that takes the keys has no size of its own.
    await expect(this.editor).toBeAttached({ timeout: 60_000 });
    await expect(this.connection).toHaveAttribute('data-state', 'saved', { timeout: 60_000 });
  }

  /** Waits until the server has stored every edit. */
  async isSaved(): Promise<void> {
    await expect(this.connection).toHaveAttribute('data-state', 'saved', { timeout: 60_000 });
  }

  /** Types key by key at the cursor. */
  async types(text: string, delayMs = 0): Promise<void> {
    await this.page.keyboard.type(text, { delay: delayMs });
  }

  async presses(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Puts the keyboard into the editor, with the cursor at the very end. */
  async goesToEnd(): Promise<void> {
    await this.editor.focus();
    await this.presses('Control+End');
  }

  async goesToStart(): Promise<void> {
    await this.editor.focus();
    await this.presses('Control+Home');
  }

  /** Replaces the whole text at once, as pasting does: no bracket is closed and no line indented by the editor. */
  async writes(text: string): Promise<void> {
    await this.editor.focus();
    await this.presses('Control+A');
    await this.page.keyboard.insertText(text);
    await expect.poll(() => this.code()).toBe(text);
  }

  /** The text as the editor shows it, for texts short enough to be on the screen as a whole. */
  async code(): Promise<string> {
    const lines = await this.page.locator('.view-lines .view-line').evaluateAll((elements) =>
      elements
        .map((line) => {
          // The names beside others' cursors stand in the lines, too.
          const names = [...line.querySelectorAll('.remote-name')].map((name) => name.textContent);
          const text = names.reduce((rest, name) => rest.replace(name, ''), line.textContent ?? '');
          return { top: Number.parseFloat(line.style.top), text };
        })
        .toSorted((one, other) => one.top - other.top)
        .map(({ text }) => text.replaceAll('\u00A0', ' ')),
    );
    return lines.join('\n');
  }
}
