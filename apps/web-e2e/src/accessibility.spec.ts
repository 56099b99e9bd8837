import { axeViolations } from './support/axe-violations.ts';
import { expect, test } from './support/test.ts';

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the first page in the ${theme} theme`, async ({ person }) => {
    const ada = await person({ colorScheme: theme });
    await ada.opens('/');
    await expect(ada.page.getByRole('button', { name: 'Start coding' })).toBeVisible();
    expect(await axeViolations(ada.page)).toEqual([]);
  });

  test(`axe finds nothing on the session page in the ${theme} theme`, async ({ person, createSession }) => {
    const { sessionId } = await createSession({ language: 'javascript', code: 'console.log("hello")\n' });
    const ada = await person({ colorScheme: theme });
    await ada.joins(`/s/${sessionId}`);
    await ada.run.click();
    await expect(ada.output).toContainText('hello');
    expect(await axeViolations(ada.page)).toEqual([]);

    await ada.page.getByRole('button', { name: 'Share' }).click();
    await expect(ada.page.getByRole('dialog')).toBeVisible();
    expect(await axeViolations(ada.page)).toEqual([]);
  });
}

test('axe finds nothing in a tree of tests and in the list of runs', async ({ person, createSession }) => {
  const code = 'def test_right():\n    assert True\n\ndef test_wrong():\n    assert 1 == 2, "no"\n';
  const { sessionId } = await createSession({ language: 'python', code });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  await ada.page.getByRole('button', { name: 'Run tests', exact: true }).click();
  await expect(ada.output).toContainText('1 passed, 1 failed', { timeout: 120_000 });
  await ada.output.press('Control+f');
  expect(await axeViolations(ada.page)).toEqual([]);
  await ada.page.getByRole('button', { name: 'All runs' }).click();
  await expect(ada.page.getByRole('dialog')).toBeVisible();
  expect(await axeViolations(ada.page)).toEqual([]);
});

test('nothing scrolls sideways at 390 pixels', async ({ person, createSession }) => {
  const { sessionId } = await createSession({ language: 'python', code: `# ${'long '.repeat(60)}` });
  const ada = await person({ viewport: { width: 390, height: 844 } });
  for (const path of ['/', `/s/${sessionId}`]) {
    await ada.opens(path);
    if (path !== '/') await ada.sees();
    const width = await ada.page.evaluate(() => document.scrollingElement?.scrollWidth);
    expect(width, path).toBeLessThanOrEqual(390);
  }
  await expect(ada.run).toBeInViewport();
});

test('the keyboard does what the page offers', async ({ person, createSession }) => {
  const { sessionId } = await createSession({
    language: 'javascript',
    code: 'console.log("by key");\nfor (;;);',
  });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  await ada.editor.focus();

  await test.step('Ctrl+Enter runs', async () => {
    await ada.presses('Control+Enter');
    await expect(ada.output).toContainText('by key');
    expect(await ada.code(), 'the editor got no line break from it').toContain('for (;;);');
  });

  await test.step('Ctrl+. stops', async () => {
    await ada.presses('Control+.');
    await expect(ada.output).toContainText(/stopped/i);
  });

  await test.step('F1 lists the shortcuts', async () => {
    await ada.editor.focus();
    await ada.presses('F1');
    const dialog = ada.page.getByRole('dialog');
    await expect(dialog).toContainText('Ctrl');
    await ada.presses('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('Tab indents, until Ctrl+M gives it back to the page', async () => {
    await ada.editor.focus();
    await ada.presses('Tab');
    await expect(ada.editor).toBeFocused();
    await ada.presses('Control+M', 'Tab');
    await expect(ada.editor).not.toBeFocused();
  });
});
