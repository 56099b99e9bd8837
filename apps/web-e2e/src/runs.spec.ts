import type { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test('every run has a tab, the newest in front until somebody chooses another', async ({
  person,
  createSession,
}) => {
  const { sessionId } = await createSession({ language: 'javascript', code: 'console.log("first")' });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);
  await ada.run.click();
  await expectOutput([ada, ben], 'first');
  await ada.writes('console.log("second")');
  await ada.isSaved();
  await expect.poll(() => ben.code()).toBe('console.log("second")');
  await ben.run.click();
  await expectOutput([ada, ben], 'second');

  await test.step('the tabs say who ran what and how it stands', async () => {
    await expect(ada.runs).toHaveCount(2);
    await expect(ada.runs.first()).toHaveAccessibleName(/^main\.js .* by \w+ \w+, finished$/);
    await expect(ada.runs.last()).toHaveAccessibleName(/^main\.js .* by \w+ \w+ \(you\), finished$/);
    await expect(ada.runs.first()).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('arrow keys go along the tabs', async () => {
    await ada.runs.first().focus();
    await ada.presses('ArrowRight');
    await expect(ada.runs.last()).toBeFocused();
    await expectOutput([ada], 'first');
    await expectOutput([ben], 'second');
  });

  await test.step('a run that starts leaves the chosen one in front', async () => {
    await ben.writes('console.log("third");\nfor (;;);');
    await ben.run.click();
    await expectOutput([ben], 'third');
    await expect(ada.runs).toHaveCount(3);
    await expect(ada.runs.first()).toHaveAccessibleName(/running$/);
    await expectOutput([ada], 'first');
    await ben.stop.click();
    await expect(ada.runs.first()).toHaveAccessibleName(/stopped$/);
  });

  await test.step('all of them are there after a reload, and for whoever joins later', async () => {
    const eve = await person();
    await eve.joins(`/s/${sessionId}`);
    await ada.page.reload();
    await ada.sees();
    for (const one of [ada, eve]) {
      await expect(one.runs).toHaveCount(3);
      await expectOutput([one], 'third');
      await one.runs.last().click();
      await expectOutput([one], 'first');
    }
  });
});

test('two people run at once, each in a tab of its own', async ({ person, createSession }) => {
  const { sessionId } = await createSession({ language: 'javascript', code: 'for (;;);' });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);
  await ada.run.click();
  await expect(ben.runs).toHaveCount(1);
  await ben.run.click();
  for (const one of [ada, ben]) {
    await expect(one.runs).toHaveCount(2);
    for (const tab of await one.runs.all()) await expect(tab).toHaveAccessibleName(/running$/);
  }
  await ada.stop.click();
  await expect(ben.runs.last()).toHaveAccessibleName(/stopped$/);
  await expect(ben.runs.first(), 'the other one runs on').toHaveAccessibleName(/running$/);
  await ben.stop.click();
});

test('the list of runs compares two of them', async ({ person, createSession }) => {
  const { sessionId } = await createSession({
    language: 'javascript',
    code: 'for (const word of ["same", "old", "end"]) console.log(word);',
  });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  await ada.run.click();
  await expectOutput([ada], 'old');
  await ada.writes('for (const word of ["same", "new", "end"]) console.log(word);\nthrow new Error("no");');
  await ada.run.click();
  await expectOutput([ada], 'new');
  await expect(ada.output).toContainText(/failed after/i);

  await ada.page.getByRole('button', { name: 'All runs' }).click();
  const list = ada.page.getByRole('dialog', { name: 'Runs of this session' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list.getByRole('listitem').first()).toContainText(/main\.js, JavaScript.*failed, exit code 1/);
  await list.getByRole('button', { name: /^Compare with main\.js/ }).click();
  const compared = ada.page.getByRole('dialog', { name: 'Two runs compared' });
  await expect(compared).toContainText(/finished, exit code 0.*failed, exit code 1/);
  const differences = compared.getByRole('region', { name: 'Differences' });
  await expect(differences.locator('del')).toContainText('old');
  await expect(differences.locator('ins').first()).toContainText('new');
});

async function expectOutput(people: readonly Person[], text: string): Promise<void> {
  for (const { output } of people) await expect(output).toContainText(text, { timeout: 60_000 });
}
