// What a person waits for in their first minutes, in a real browser, against any deployment:
//
//     npm run first-minutes -w @pairlink/bench -- [address, http://localhost:3000] [rounds, 5]
//
// Each round starts Chromium with an empty profile: its first visit is cold, everything after it is warm. Prints one
// line a figure: the median in ms, then every round. Each waits for what the person sees, not for an event of ours.
import { chromium } from '@playwright/test';
import { percentile } from './percentile.mjs';

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat([
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]);

const [address = 'http://localhost:3000', rounds = '5'] = process.argv.slice(2);

/** @type {Map<string, number[]>} */
const figures = new Map();

/**
 * @param {string} figure
 * @param {() => Promise<unknown>} work
 */
async function measure(figure, work) {
  const startedAt = performance.now();
  await work();
  figures.set(figure, [...(figures.get(figure) ?? []), performance.now() - startedAt]);
}

/**
 * From the click to the starter program under a blinking caret.
 * @param {import('@playwright/test').Page} page
 */
async function startCoding(page) {
  await page.getByRole('button', { name: 'Start coding' }).click();
  await page.waitForFunction(
    () =>
      document.activeElement?.getAttribute('aria-label') === 'Code editor' &&
      document.querySelector('.view-lines')?.textContent.includes('world'),
    undefined,
    { polling: 10 },
  );
}

/**
 * From the click to the program's words and the line that says how it ended.
 * @param {import('@playwright/test').Page} page
 * @param {string} words
 */
async function run(page, words) {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForFunction(
    (wanted) => {
      const output = document.querySelector('[role=log]')?.textContent ?? '';
      const hasEnded = [...document.querySelectorAll('button')].some(
        ({ textContent }) => textContent === 'Run',
      );
      return output.includes(wanted) && hasEnded;
    },
    words,
    { polling: 10 },
  );
}

/** @param {import('@playwright/test').Page} page */
async function home(page) {
  await page.goto(address);
  // A person reads at least one line before they click; the page fetches the editor meanwhile.
  await page.getByRole('button', { name: 'Start coding' }).waitFor();
  await page.waitForTimeout(300);
}

for (let round = 0; round < Number(rounds); round++) {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: QUIET,
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });

  const python = await context.newPage();
  await home(python);
  await measure('start coding, first visit', () => startCoding(python));
  await measure('Python, first run', () => run(python, 'Hello, world!'));
  // The next run must show other words, and what runs next is made ready meanwhile.
  await python.getByRole('textbox', { name: 'Code editor' }).focus();
  await python.keyboard.press('Control+Home');
  await python.keyboard.type('print("again")\n');
  await python.waitForTimeout(2000);
  await measure('Python, second run', () => run(python, 'again'));
  await python.close();

  const javascript = await context.newPage();
  await home(javascript);
  await javascript.getByRole('combobox').selectOption('javascript');
  await measure('start coding, second visit', () => startCoding(javascript));
  await javascript.waitForTimeout(1000);
  await measure('JavaScript, first run', () => run(javascript, 'Hello, world!'));
  await browser.close();
}

for (const [figure, all] of figures) {
  console.log(
    `${figure.padEnd(28)} ${String(Math.round(percentile(all, 0.5))).padStart(5)} ms   (${all.map(Math.round).join(', ')})`,
  );
}
