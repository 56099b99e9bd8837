import type { SessionFiles } from '@pairlink/protocol';
import type { Locator } from '@playwright/test';

import { axeViolations } from './support/axe-violations.ts';
import type { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

const tree = ({ page }: Person): Locator => page.getByRole('tree', { name: 'Files' });
const file = (who: Person, name: string): Locator => tree(who).getByRole('treeitem', { name }).first();
const names = (who: Person): Promise<string[]> => tree(who).locator('.file-row-name').allTextContents();

async function filesOf(url: string, sessionId: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api/sessions/${sessionId}/files`);
  const body: SessionFiles = await answer.json();
  return Object.fromEntries(body.files.map(({ path, content }) => [path, content]));
}

/** Chooses files in the dialog that the menu opens. */
async function takesIn(
  who: Person,
  files: readonly { readonly name: string; readonly buffer: Buffer }[],
): Promise<void> {
  await who.page.getByRole('button', { name: 'File actions' }).click();
  const choosing = who.page.waitForEvent('filechooser');
  await who.page.getByRole('menuitem', { name: 'Take files in…' }).click();
  const chooser = await choosing;
  await chooser.setFiles(files.map((each) => ({ ...each, mimeType: 'application/octet-stream' })));
}

test('one renames and moves a file while the other types in it, and nothing is lost', async ({
  person,
  createSession,
  gateway,
}) => {
  const { sessionId } = await createSession({ language: 'python', code: '# ' });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);

  const words = 'abcdefghij'.repeat(12);
  await ben.goesToEnd();
  const typing = ben.types(words, 25);
  for (const path of ['app.py', 'src/app.py', '../lib/deep/start.py']) {
    const name = (await names(ada)).find((each) => each.endsWith('.py')) ?? '';
    await file(ada, name).focus();
    await ada.presses('F2');
    const field = ada.page.getByRole('textbox', { name: `New name of ${name}` });
    await field.fill(path);
    await field.press('Enter');
    await expect(file(ben, path.split('/').at(-1) ?? '')).toBeVisible();
  }
  await typing;

  await Promise.all([ada.isSaved(), ben.isSaved()]);
  await expect.poll(() => ben.code()).toBe(`# ${words}`);
  expect(await filesOf(gateway.url, sessionId)).toEqual({ 'lib/deep/start.py': `# ${words}` });
  await file(ada, 'start.py').click();
  await expect.poll(() => ada.code()).toBe(`# ${words}`);
  await expect(file(ada, 'start.py').getByTitle(/is in this file/)).toBeVisible();
});

test('the list of files does everything by keys alone', async ({ person, createSession, gateway }) => {
  const { sessionId } = await createSession({ language: 'python', code: 'print(1)' });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  await file(ada, 'main.py').focus();

  await test.step('make files and folders', async () => {
    await ada.page.getByRole('button', { name: 'New folder' }).focus();
    await ada.presses('Enter');
    await ada.types('lib');
    await ada.presses('Enter');
    await expect(file(ada, 'lib')).toBeFocused();
    await ada.page.getByRole('button', { name: 'New file' }).focus();
    await ada.presses('Enter');
    await ada.types('cart.py');
    await ada.presses('Enter');
    await expect(file(ada, 'cart.py')).toBeFocused();
    expect(await ada.code(), 'the editor got no line break from it').toBe('');
    expect(await names(ada)).toEqual(['lib', 'cart.py', 'main.py']);
    await expect(ada.page.getByRole('tab', { name: 'cart.py' })).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('walk through the tree', async () => {
    await ada.presses('End');
    await expect(file(ada, 'main.py')).toBeFocused();
    await ada.presses('Home');
    await expect(file(ada, 'lib')).toBeFocused();
    await ada.presses('ArrowLeft');
    await expect(file(ada, 'lib')).toHaveAttribute('aria-expanded', 'false');
    expect(await names(ada)).toEqual(['lib', 'main.py']);
    await ada.presses('ArrowRight', 'ArrowRight');
    await expect(file(ada, 'cart.py')).toBeFocused();
    await ada.presses('m');
    await expect(file(ada, 'main.py')).toBeFocused();
  });

  await test.step('rename, and leave it with Escape', async () => {
    await ada.presses('F2');
    await ada.types('start');
    await ada.presses('Enter');
    await expect(file(ada, 'start.py')).toBeFocused();
    await ada.presses('F2');
    await ada.types('never');
    await ada.presses('Escape');
    await expect(file(ada, 'start.py')).toBeFocused();
  });

  await test.step('move by cutting and pasting, and duplicate', async () => {
    await ada.presses('Control+X', 'Home', 'Control+V');
    await expect(file(ada, 'start.py')).toHaveAttribute('aria-level', '2');
    await ada.presses('Control+D');
    await expect(file(ada, 'start (2).py')).toBeFocused();
  });

  await test.step('delete and take it back', async () => {
    await ada.presses('Delete');
    await expect(file(ada, 'start (2).py')).toBeHidden();
    await ada.presses('Control+Z');
    await expect(file(ada, 'start (2).py')).toBeVisible();
  });

  await test.step('what cannot be is said, and nothing happens', async () => {
    await file(ada, 'cart.py').focus();
    await ada.presses('F2');
    await ada.page.getByRole('textbox', { name: 'New name of cart.py' }).fill('start.py');
    await ada.presses('Enter');
    await expect(ada.page.getByRole('status', { name: 'Notices' })).toContainText('has this path');
  });

  await ada.isSaved();
  expect(Object.keys(await filesOf(gateway.url, sessionId)).toSorted()).toEqual([
    'lib/cart.py',
    'lib/start (2).py',
    'lib/start.py',
  ]);
});

test('deleting is seen by everybody, and taken back with what was typed meanwhile', async ({
  person,
  createSession,
}) => {
  const { sessionId } = await createSession({
    language: 'python',
    code: 'one',
    files: [{ path: 'two.py', content: 'two' }],
  });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);
  await ben.goesToEnd();
  await file(ada, 'main.py').focus();
  await ada.presses('Delete');
  await expect(file(ben, 'main.py')).toBeHidden();
  await expect.poll(() => ben.code()).toBe('two');

  const notices = ben.page.getByRole('status', { name: 'Notices' });
  await expect(notices).toContainText('main.py deleted');
  await notices.getByRole('button', { name: 'Undo' }).click();
  await expect(file(ada, 'main.py')).toBeVisible();
  await file(ada, 'main.py').click();
  await expect.poll(() => ada.code()).toBe('one');
});

test('a session of many files leaves as a zip and comes in again byte by byte', async ({
  person,
  createSession,
  gateway,
}) => {
  const files = Array.from({ length: 190 }, (_, n) => ({
    path: `part-${n % 8}/file-${n}.txt`,
    content: `text ${n} äöü 🐞\n`.repeat(20),
  }));
  const first = await createSession({ language: 'python', code: 'print(1)\n', files });
  const archive = await fetch(`${gateway.url}/api/sessions/${first.sessionId}/export`);
  const second = await createSession({ language: 'python', code: 'old' });

  const ada = await person();
  await ada.joins(`/s/${second.sessionId}`);
  await takesIn(ada, [{ name: 'session.zip', buffer: Buffer.from(await archive.arrayBuffer()) }]);
  const dialog = ada.page.getByRole('dialog', { name: 'Take files in' });
  await expect(dialog).toContainText('Get the new text');
  await dialog.getByRole('button', { name: 'Take 191 files in' }).click();
  await expect(file(ada, 'file-189.txt')).toBeAttached();
  await ada.isSaved();
  expect(await filesOf(gateway.url, second.sessionId)).toEqual(await filesOf(gateway.url, first.sessionId));
});

test('what cannot be taken in is told before anything changes', async ({
  person,
  createSession,
  gateway,
}) => {
  const { sessionId } = await createSession({ language: 'python', code: 'print(1)\n' });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  const dialog = ada.page.getByRole('dialog', { name: 'Take files in' });
  const text = Buffer.from('fine');

  for (const [bad, why] of [
    [{ name: 'picture.png', buffer: Buffer.from([137, 80, 78, 71, 0]) }, 'is no text'],
    [{ name: 'old.txt', buffer: Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65]) }, 'is not in UTF-8'],
    [{ name: 'large.txt', buffer: Buffer.alloc(3 * 1024 * 1024, 'x') }, '3.1 MB, where a file may have'],
  ] as const) {
    await takesIn(ada, [bad, { name: 'fine.txt', buffer: text }]);
    await expect(dialog).toContainText(why);
    expect(await axeViolations(ada.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Take nothing' }).click();
    await expect(dialog).toBeHidden();
  }
  await takesIn(ada, [{ name: 'broken.zip', buffer: text }]);
  await expect(dialog).toContainText('no zip archive, or a damaged one');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await ada.isSaved();
  expect(await filesOf(gateway.url, sessionId)).toEqual({ 'main.py': 'print(1)\n' });

  await takesIn(ada, [{ name: 'fine.txt', buffer: text }]);
  await expect(file(ada, 'fine.txt')).toBeVisible();
});

test('tabs are closed, moved and found again, and a copy of the session starts as this one', async ({
  person,
  createSession,
}) => {
  const { sessionId } = await createSession({
    language: 'python',
    code: 'main',
    files: [
      { path: 'a.py', content: 'a' },
      { path: 'b.py', content: 'b' },
    ],
  });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  const tabs = ada.page.getByRole('tablist', { name: 'Open files' }).getByRole('tab');
  for (const name of ['a.py', 'b.py']) await file(ada, name).click();
  await expect(tabs).toHaveText(['main.py', 'a.py', 'b.py']);
  await tabs.nth(2).focus();
  await ada.presses('Control+Shift+ArrowLeft');
  await expect(tabs).toHaveText(['main.py', 'b.py', 'a.py']);
  await ada.presses('Delete');
  await expect(tabs).toHaveText(['main.py', 'a.py']);

  await ada.page.reload();
  await ada.sees();
  await expect(tabs).toHaveText(['main.py', 'a.py']);
  await expect(ada.page.getByRole('tab', { name: 'a.py' })).toHaveAttribute('aria-selected', 'true');

  await ada.page.getByRole('button', { name: 'File actions' }).click();
  await ada.page.getByRole('menuitem', { name: 'New session from this one' }).click();
  const opening = ada.context.waitForEvent('page');
  await ada.page.getByRole('button', { name: 'Open it' }).click();
  const copy = await opening;
  await expect(copy.getByRole('treeitem')).toHaveCount(3, { timeout: 60_000 });
  expect(copy.url()).not.toContain(sessionId);
});

test('who only watches changes no file', async ({ person, createSession }) => {
  const { watchId } = await createSession({ language: 'python', code: 'print(1)' });
  const ada = await person();
  await ada.joins(`/w/${watchId}`);
  await file(ada, 'main.py').focus();
  await ada.presses('F2', 'Delete', 'Control+D', 'Control+X', 'Control+V');
  await expect(ada.page.getByRole('textbox', { name: /New name/ })).toBeHidden();
  expect(await names(ada)).toEqual(['main.py']);
  await expect(ada.page.getByRole('button', { name: 'New file' })).toBeHidden();
  await ada.page.getByRole('button', { name: 'File actions' }).click();
  await expect(ada.page.getByRole('menuitem')).toHaveText([
    /Download main.py/,
    /Download all as zip/,
    /New session from this one/,
  ]);
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the list of files in the ${theme} theme`, async ({ person, createSession }) => {
    const { sessionId } = await createSession({
      language: 'python',
      code: 'print(1)',
      files: [{ path: 'src/cart.py', content: '' }],
    });
    const [ada, ben] = [await person({ colorScheme: theme }), await person()];
    await ada.joins(`/s/${sessionId}`);
    await ben.joins(`/s/${sessionId}`);
    await file(ben, 'cart.py').click();
    await ben.goesToEnd();
    await expect(file(ada, 'cart.py').getByTitle(/is in this file/)).toBeVisible();
    await ada.page.getByRole('button', { name: 'File actions' }).click();
    expect(await axeViolations(ada.page)).toEqual([]);
    await ada.presses('Escape');
    await file(ada, 'cart.py').focus();
    await ada.presses('F2');
    expect(await axeViolations(ada.page)).toEqual([]);
    await ada.presses('Escape', 'Delete');
    await expect(ada.page.getByRole('button', { name: 'Undo' })).toBeVisible();
    expect(await axeViolations(ada.page)).toEqual([]);
  });
}
