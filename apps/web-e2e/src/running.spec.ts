import type { LanguageId } from '@pairlink/protocol';

import type { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

/** The first Python run of a browser loads Pyodide, here on a machine that does much else. */
const FIRST_RUN_MS = 60_000;

test('what Python prints is seen by both, with the name of who ran it', async ({ person, createSession }) => {
  const { sessionId } = await createSession({ language: 'python', code: 'print(6 * 7, "is the answer")' });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);

  await ada.run.click();
  await expectOutput([ada, ben], /42 is the answer/);
  await expectOutput([ada, ben], /finished in/i);
  await expect(ben.page.getByText(/main\.py, Python, run by \w+ \w+$/)).toBeVisible();
  await expect(ada.page.getByText(/run by \w+ \w+ \(you\)$/)).toBeVisible();
});

test('an exception is seen by both, with a traceback of their own lines only', async ({
  person,
  createSession,
}) => {
  const code = 'def divide(a, b):\n    return a / b\n\nprint("before")\ndivide(1, 0)\n';
  const { sessionId } = await createSession({ language: 'python', code });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);

  await ben.run.click();
  await expectOutput([ada, ben], /ZeroDivisionError: division by zero/);
  await expectOutput([ada, ben], /failed after/i);
  for (const { output } of [ada, ben]) {
    await expect(output).toContainText('main.py", line 5');
    await expect(output).toContainText('main.py", line 2');
    await expect(output).not.toContainText(/pyodide|_pyodide|eval_code|\/lib\/python/);
  }
});

const ENDLESS: readonly [LanguageId, string, string][] = [
  ['python', 'while True: pass', 'print("on")\nwhile True: pass'],
  ['python', 'time.sleep(99)', 'import time\nprint("on")\ntime.sleep(99)'],
  ['javascript', 'for (;;);', 'console.log("on");\nfor (;;);'],
];

for (const [language, title, code] of ENDLESS) {
  test(`Stop ends ${title} (${language}), and both see it`, async ({ person, createSession }) => {
    const { sessionId } = await createSession({ language, code });
    const [ada, ben] = [await person(), await person()];
    await ada.joins(`/s/${sessionId}`);
    await ben.joins(`/s/${sessionId}`);

    await ada.run.click();
    await expectOutput([ada, ben], /on/);
    await ada.stop.click();
    await expectOutput([ada, ben], /stopped after/i);

    await expect(ada.run).toBeVisible();
    await ada.writes(language === 'python' ? 'print("again")' : 'console.log("again")');
    await ada.run.click();
    await expectOutput([ada, ben], /again/);
  });
}

test('who joins later sees the last run, and nothing runs in their browser', async ({
  person,
  createSession,
}) => {
  const { sessionId } = await createSession({ language: 'javascript', code: 'console.log("early bird")' });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  await ada.run.click();
  await expectOutput([ada], /finished in/i);

  const ben = await person();
  await ben.joins(`/s/${sessionId}`);
  await expectOutput([ben], /early bird[^]*finished in/i);
  expect((await ben.output.innerText()).split('early bird'), 'printed by one run alone').toHaveLength(2);
});

test('the errors of a program stand in the output and leave the page alone', async ({
  person,
  createSession,
}) => {
  const code = 'console.error("to stderr");\nnull.missing;\n';
  const { sessionId } = await createSession({ language: 'javascript', code });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  await ada.run.click();
  await expectOutput([ada], /to stderr/);
  await expectOutput([ada], /TypeError/);
});

async function expectOutput(people: readonly Person[], pattern: RegExp): Promise<void> {
  for (const { output } of people) await expect(output).toContainText(pattern, { timeout: FIRST_RUN_MS });
}
