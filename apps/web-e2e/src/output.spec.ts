import { readFile } from 'node:fs/promises';

import type { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

/** The first Python run of a browser loads Pyodide, here on a machine that does much else. */
const FIRST_RUN = { timeout: 120_000 };
const LINES = 100_000;

test('100,000 lines arrive whole, here and with a second participant, in their order', async ({
  person,
  createSession,
}) => {
  const code = `for (let n = 0; n < ${LINES}; n++) console.log(n);`;
  const { sessionId } = await createSession({ language: 'javascript', code });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);
  await ada.run.click();
  for (const one of [ada, ben]) {
    await hasFinished(one);
    expect(await firstMissing(one), 'the number of the first line that is not where it belongs').toBe(LINES);
    await expect(one.page.getByText(`${LINES.toLocaleString('en')} lines, 588.9 kB`)).toBeVisible();
  }

  await test.step('what is searched for is counted and shown', async () => {
    await ben.output.focus();
    await ben.presses('Control+f');
    await expect(ben.page.getByRole('searchbox', { name: 'Find in output' })).toBeFocused();
    await ben.types('12345');
    await expect(ben.page.getByLabel('Matches')).toHaveText('1 of 1');
    await ben.presses('Escape');
    await expect(ben.output).toBeFocused();
  });

  await test.step('whoever looked at something else goes to the end by a button', async () => {
    const jump = ben.page.getByRole('button', { name: /^Jump to end/ });
    await jump.click();
    await expect(jump).toHaveCount(0);
    await expect(ben.output.getByText(/finished in/i)).toBeInViewport();
  });
});

test('output beyond what is shown is cut with a mark, ends with its last lines, and is downloaded whole', async ({
  person,
  createSession,
}) => {
  const code = `const line = "x".repeat(99);\nfor (let n = 0; n < 20_000; n++) console.log(n + line);\nconsole.log("the very end");`;
  const { sessionId } = await createSession({ language: 'javascript', code });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);
  await ada.run.click();
  for (const one of [ada, ben]) {
    await hasFinished(one);
    await expect(one.output).toContainText('Output was cut here');
    await expect(one.output).toContainText('the very end');
  }
  const saved = ada.page.waitForEvent('download');
  await ada.page.getByRole('button', { name: 'Download output' }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  const expected = Array.from({ length: 20_000 }, (_, n) => `${n}${'x'.repeat(99)}\n`).join('');
  expect(text === `${expected}the very end\n`, 'every byte that was printed').toBe(true);
});

test('a traceback leads to the lines it names', async ({ person, createSession }) => {
  const { sessionId } = await createSession({
    language: 'python',
    files: [
      { path: 'main.py', content: 'from lib import calc\n\ncalc.divide(1, 0)\n' },
      { path: 'lib/calc.py', content: '"""Sums."""\n\n\ndef divide(a, b):\n    return a / b\n' },
    ],
  });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  await ada.run.click();
  const link = ada.output.getByRole('link', { name: 'lib/calc.py", line 5' });
  await expect(link).toBeVisible(FIRST_RUN);
  await link.focus();
  await ada.presses('Enter');
  await expect(ada.page.getByRole('tab', { name: 'calc.py', selected: true })).toBeVisible();
  await expect(ada.editor).toBeFocused();
  await ada.presses('Home', 'Home');
  await ada.types('#');
  await expect.poll(() => ada.code()).toContain('#    return a / b');
});

test('clearing empties one’s own view of a run, and what follows still appears', async ({
  person,
  createSession,
}) => {
  const code = 'console.log("before");\nprompt("go on?");\nconsole.log("after");';
  const { sessionId } = await createSession({ language: 'javascript', code });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);
  await ada.run.click();
  await expect(ada.output).toContainText('before', FIRST_RUN);
  await expect(ada.input).toBeVisible();
  await ada.page.getByRole('button', { name: 'Clear output' }).click();
  await expect(ada.output).not.toContainText('before');
  await ada.input.fill('yes');
  await ada.presses('Enter');
  await expect(ada.output).toContainText('after');
  await expect(ada.output).not.toContainText('before');
  await expect(ben.output).toContainText(/before[^]*after/);
});

test('a file that a program wrote can be kept for everyone', async ({ person, createSession }) => {
  const code =
    'with open("out/squares.csv", "w") as f:\n    f.write("n,sq\\n2,4\\n")\nopen("raw.bin", "wb").write(bytes([0, 255]))\n';
  const { sessionId } = await createSession({
    language: 'python',
    files: [{ path: 'main.py', content: `import os\nos.makedirs("out", exist_ok=True)\n${code}` }],
  });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);
  await ada.run.click();
  await expect(ada.output).toContainText(/finished in/i, FIRST_RUN);

  await ada.page.getByRole('button', { name: 'Keep raw.bin as a file' }).click();
  await expect(ada.page.getByText('This is no text')).toBeVisible();
  const saved = ada.page.waitForEvent('download');
  await ada.page.getByRole('button', { name: 'Download raw.bin' }).click();
  expect([...(await readFile(await (await saved).path()))]).toEqual([0, 255]);

  await ada.page.getByRole('button', { name: 'Keep out/squares.csv as a file' }).click();
  for (const { page } of [ada, ben]) {
    await expect(page.getByRole('tree', { name: 'Files' }).getByText('squares.csv')).toBeVisible();
  }
});

/** Waits by the tab: to read megabytes of output again and again would keep the page from its own work. */
async function hasFinished({ runs }: Person): Promise<void> {
  await expect(runs.first()).toHaveAccessibleName(/finished$/, FIRST_RUN);
}

/** The number of the first line that is not where it belongs; that of all lines when there is none. */
async function firstMissing({ output }: Person): Promise<number> {
  return await output.evaluate((log) => {
    const rows = [...log.querySelectorAll('.output-rows')].map(({ textContent }) => textContent).join('');
    const lines = rows.split('\n');
    const at = lines.findIndex((line, index) => line !== String(index));
    return at === -1 ? lines.length : at;
  });
}
