import type { FrameLocator, Locator } from '@playwright/test';

import type { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

const INDEX = `<!doctype html>
<title>Shop</title>
<link rel="stylesheet" href="css/style.css">
<h1>Shop</h1>
<p id="state">without scripts</p>
<button onclick="buy()">Buy</button>
<a href="pages/about.html">About us</a>
<a href="https://elsewhere.invalid/">Elsewhere</a>
<script src="js/shop.js"></script>
`;
const SCRIPT = `document.querySelector('#state').textContent = 'open';
console.log('shop', { isOpen: true });
function buy() {
  null.price;
}
`;
const FILES = [
  { path: 'index.html', content: INDEX },
  { path: 'css/style.css', content: 'h1 { color: rgb(1, 2, 3); }\n' },
  { path: 'js/shop.js', content: SCRIPT },
  { path: 'pages/about.html', content: '<h1>About</h1>\n<a href="../index.html">Back to the shop</a>\n' },
];

test('a page is shown with its files, and its console and errors stand in the output of everyone', async ({
  person,
  createSession,
}) => {
  const { sessionId } = await createSession({ language: 'html', files: FILES });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);
  const page = pageOf(ada);

  await test.step('with style sheet and script, in a frame that fills its place', async () => {
    await ada.run.click();
    await expect(page.locator('#state')).toHaveText('open');
    await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(1, 2, 3)');
    const [frame, place] = [await boxOf(ada, 'iframe'), await boxOf(ada, '.preview-pane-page')];
    expect(frame).toEqual(place);
    for (const { output } of [ada, ben]) await expect(output).toContainText('shop { isOpen: true }');
    await expect(ada.output).toContainText('The page is on show, until Stop.');
    await expect(ben.output).toContainText(/on show in the browser of \w+ \w+\. Run shows it in yours\./);
    await expect(ben.page.locator('iframe[title^="Preview"]'), 'nothing runs unasked').toHaveCount(0);
  });

  await test.step('an error leads to its line', async () => {
    // Chromium reports it to its console, too.
    ada.guard.allow(/^uncaught: TypeError: Cannot read properties of null/);
    await page.getByRole('button', { name: 'Buy' }).click();
    for (const { output } of [ada, ben]) {
      await expect(output).toContainText("Cannot read properties of null (reading 'price')");
      await expect(output.getByRole('link', { name: 'js/shop.js:4:8' }).first()).toBeVisible();
    }
  });

  await test.step('links lead to pages of the session and nowhere else', async () => {
    await follow(page.getByRole('link', { name: 'Elsewhere' }));
    await expect(ada.output).toContainText('https://elsewhere.invalid/ is not a page of this session');
    await follow(page.getByRole('link', { name: 'About us' }));
    await expect(page.getByRole('heading')).toHaveText('About');
    await follow(page.getByRole('link', { name: 'Back to the shop' }));
    await expect(page.locator('#state')).toHaveText('open');
  });

  await test.step('Stop takes the page away', async () => {
    await ada.stop.click();
    await expect(ada.page.locator('iframe[title^="Preview"]')).toHaveCount(0);
    for (const { output } of [ada, ben]) await expect(output).toContainText(/stopped after/i);
    await expect(ada.run).toBeVisible();
  });
});

test('a page on show follows the files when asked to, and is shown anew by Ctrl+Enter', async ({
  person,
  createSession,
}) => {
  const { sessionId } = await createSession({
    language: 'html',
    files: [{ path: 'index.html', content: 'one' }],
  });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  // Without tags, which the editor would close.
  const shown = pageOf(ada).locator('body');
  await ada.run.click();
  await expect(shown).toHaveText('one');

  await ada.writes('two');
  await ada.presses('Control+Enter');
  await expect(shown).toHaveText('two');
  await expect(ada.runs).toHaveCount(2);

  await ada.writes('three');
  await ada.page.getByRole('button', { name: 'Reload' }).click();
  await expect(shown).toHaveText('three');

  await ada.page.getByRole('checkbox', { name: 'Reload as files change, for me' }).check();
  await ada.writes('four');
  await expect(shown).toHaveText('four');
  await expect(ada.output).toContainText('seen only by you');
});

test('what a preview is, is said beside it, also on a phone', async ({ person, createSession }) => {
  const { sessionId } = await createSession({ language: 'html' });
  const ada = await person({ viewport: { width: 390, height: 844 } });
  await ada.joins(`/s/${sessionId}`);
  await ada.run.click();
  await expect(pageOf(ada).getByRole('heading')).toHaveText('Hello, world!');
  const preview = ada.page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('Preview — this page’s own code, sealed off');
  await preview.getByText('What is sealed?').click();
  await expect(preview.getByText('WebRTC')).toBeVisible();
  await expect(pageOf(ada).getByRole('heading')).toBeInViewport();
  expect(await ada.page.evaluate(() => document.scrollingElement?.scrollWidth)).toBeLessThanOrEqual(390);
});

const pageOf = ({ page }: Person): FrameLocator => page.frameLocator('iframe[title^="Preview of"]');

const boxOf = async ({ page }: Person, selector: string) =>
  await page.locator(`.preview-pane ${selector}`).boundingBox();

/** Clicks when the test has its answer: with the click goes the frame that would answer. */
async function follow(link: Locator): Promise<void> {
  await link.evaluate((element: HTMLAnchorElement) => void setTimeout(() => element.click()));
}
