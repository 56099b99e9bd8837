import { expect, test } from './support/test.ts';

const count = (text: string, character: string): number => text.split(character).length - 1;

test('two people pair through the link, without a dialog in between', async ({ person }) => {
  const ada = await person();
  await ada.opens('/');
  await ada.page.getByRole('button', { name: 'Start coding' }).click();
  await ada.sees();
  expect(new URL(ada.page.url()).pathname).toMatch(/^\/s\/[2-9A-HJ-NP-Za-km-z]{12}$/);

  const ben = await person();
  await ben.joins(ada.page.url());
  await expect(ada.participants.getByRole('listitem')).toHaveCount(2);
  await expect(ben.participants.getByRole('listitem')).toHaveCount(2);

  await ada.writes('hello from ada');
  await expect.poll(() => ben.code()).toBe('hello from ada');
  await ben.goesToEnd();
  await ben.types(' and ben');
  await expect.poll(() => ada.code()).toBe('hello from ada and ben');
});

test('both type into the same line at once and end with the same text, every key once', async ({
  person,
  createSession,
}) => {
  const { sessionId, ...session } = await createSession({ language: 'python', code: '#  #' });
  const [ada, ben] = [await person(), await person()];
  await Promise.all([ada.joins(`/s/${sessionId}`), ben.joins(session.shareableLink)]);

  await ada.goesToStart();
  await ada.presses('ArrowRight', 'ArrowRight');
  await ben.goesToStart();
  await ben.presses('ArrowRight', 'ArrowRight');
  await Promise.all([ada.types('1'.repeat(60), 15), ben.types('2'.repeat(60), 20)]);
  await Promise.all([ada.isSaved(), ben.isSaved()]);

  await expect.poll(async () => (await ada.code()).length).toBe(124);
  const text = await ada.code();
  await expect.poll(() => ben.code()).toBe(text);
  expect([count(text, '1'), count(text, '2')]).toEqual([60, 60]);
});

test('undo takes back what I typed and leaves what my partner typed', async ({ person, createSession }) => {
  const { sessionId } = await createSession({ language: 'python', code: '' });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);

  await ada.goesToEnd();
  await ada.types('AAA');
  await expect.poll(() => ben.code()).toBe('AAA');
  await ben.goesToStart();
  await ben.types('BBB ');
  await expect.poll(() => ada.code()).toBe('BBB AAA');

  // Keys typed slowly, as on a busy machine, are several steps.
  await expect(async () => {
    await ada.presses('Control+Z');
    expect(await ada.code()).toBe('BBB ');
  }).toPass({ timeout: 60_000 });
  await expect.poll(() => ben.code()).toBe('BBB ');
  await expect(async () => {
    await ada.presses('Control+Y');
    expect(await ben.code()).toBe('BBB AAA');
  }).toPass({ timeout: 60_000 });
});

test('the language and the title that one person chooses are seen by the other', async ({
  person,
  createSession,
}) => {
  const { sessionId } = await createSession({ language: 'python', title: 'First', code: '' });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);

  await ada.page.getByRole('combobox', { name: 'Language' }).selectOption('javascript');
  await expect(ben.page.getByRole('combobox', { name: 'Language' })).toHaveValue('javascript');

  await ada.page.getByRole('textbox', { name: 'Title' }).fill('Second');
  await ada.presses('Enter');
  await expect(ben.page.getByRole('textbox', { name: 'Title' })).toHaveValue('Second');
});

test('the Share dialog gives the link that opens the session', async ({ person, createSession }) => {
  const { sessionId } = await createSession({ language: 'javascript', code: 'shared' });
  const ada = await person({ permissions: ['clipboard-read', 'clipboard-write'] });
  await ada.joins(`/s/${sessionId}`);

  await ada.page.getByRole('button', { name: 'Share' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Share' });
  await expect(dialog.getByLabel('Edit link', { exact: true })).toHaveValue(new RegExp(`/s/${sessionId}$`));
  await dialog.getByRole('button', { name: 'Copy edit link' }).click();
  const link = await ada.page.evaluate(() => navigator.clipboard.readText());

  const ben = await person();
  await ben.joins(link);
  await expect.poll(() => ben.code()).toBe('shared');
});
