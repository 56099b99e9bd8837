import type { CreatedSession } from '@pairlink/protocol';

import type { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

/** The first Python run of a browser loads Pyodide, here on a machine that does much else. */
const FIRST_RUN = { timeout: 120_000 };

interface Trio {
  readonly runner: Person;
  readonly editor: Person;
  readonly watcher: Person;
}

test('a runner, an editor and a watcher see the same dialogue, and only those who may edit answer', async ({
  person,
  createSession,
}) => {
  const code = 'name = input("Name? ")\nage = int(input("Age? "))\nprint(f"{name} will be {age + 1}")\n';
  const { runner, editor, watcher } = await gather(await createSession({ language: 'python', code }), person);
  const everyone = [runner, editor, watcher];

  await runner.run.click();
  await expect(runner.input).toBeVisible(FIRST_RUN);
  await expect(runner.input, 'the program asks who started it').toBeFocused();
  await expect(editor.input).toBeVisible();
  for (const { output } of everyone) await expect(output).toContainText('Name?');
  await expect(watcher.output).toContainText(/waits for a line, from \w+ \w+ or anybody who may edit/);
  await expect(watcher.input).toHaveCount(0);

  await runner.input.fill('Ada');
  await runner.presses('Enter');
  for (const { output } of everyone) await expect(output).toContainText('Name? Ada');
  await expect(editor.output).toContainText('Age?');

  await editor.input.fill('36');
  await editor.input.press('Enter');
  for (const { output } of everyone) {
    await expect(output).toContainText('Age? 36');
    await expect(output).toContainText('Ada will be 37');
    await expect(output).toContainText(/finished in/i);
  }
  for (const { input } of everyone) await expect(input).toHaveCount(0);
  expect(await shown(editor)).toEqual(await shown(runner));
  expect(await shown(watcher)).toEqual(await shown(runner));
});

test('a drawing grows for everyone, and listens to whoever runs it', async ({ person, createSession }) => {
  const code = `import turtle
screen = turtle.Screen()
screen.onclick(lambda x, y: (print("clicked", "right" if x > 0 else "left"), screen.bye()))
turtle.forward(50)
print("drawn")
turtle.done()
`;
  const { runner, editor, watcher } = await gather(await createSession({ language: 'python', code }), person);
  await runner.run.click();
  for (const { output } of [runner, editor, watcher]) {
    await expect(output).toContainText('drawn', FIRST_RUN);
    await expect(output.getByRole('img')).toHaveCount(1);
  }
  const live = runner.output.getByRole('application');
  await expect(live).toBeVisible();
  const box = await live.boundingBox();
  await live.click({ position: { x: (box?.width ?? 0) * 0.75, y: (box?.height ?? 0) / 2 } });
  for (const { output } of [runner, editor, watcher]) {
    await expect(output).toContainText('clicked right');
    await expect(output).toContainText(/finished in/i);
  }
  await expect(live, 'a program that has ended listens to nothing').toHaveCount(0);

  await watcher.output
    .getByRole('button', { name: /turtle|drawing|picture|drawn/i })
    .first()
    .click();
  await expect(watcher.page.getByRole('dialog').getByRole('img')).toBeVisible();
});

test('Ctrl+D ends the input, and everyone sees why the program goes on', async ({
  person,
  createSession,
}) => {
  const code = 'import sys\nprint(len(sys.stdin.readlines()), "lines")\n';
  const { runner, editor, watcher } = await gather(await createSession({ language: 'python', code }), person);
  await runner.run.click();
  await expect(runner.input).toBeVisible(FIRST_RUN);
  for (const line of ['one', 'two']) {
    await runner.input.fill(line);
    await runner.presses('Enter');
    await expect(runner.output).toContainText(line);
    await expect(runner.input).toBeVisible();
  }
  await runner.input.press('Control+d');
  for (const { output, input } of [runner, editor, watcher]) {
    await expect(output).toContainText('End of input.');
    await expect(output).toContainText('2 lines');
    await expect(input).toHaveCount(0);
  }
});

test('a console kept open tries the program’s names, and brings lines back', async ({
  person,
  createSession,
}) => {
  const { sessionId } = await createSession({ language: 'python', code: 'answer = 42\n' });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  const menu = ada.page.getByRole('button', { name: 'More ways to run' });
  await menu.click();
  await ada.page.getByRole('menuitemcheckbox', { name: 'Keep console open' }).click();
  await ada.run.click();
  await expect(ada.output).toContainText('>>>', FIRST_RUN);
  await ada.input.fill('answer + 1');
  await ada.input.press('Enter');
  await expect(ada.output).toContainText('43');
  await expect(ada.input, 'the console keeps the keyboard').toBeFocused();
  await ada.presses('ArrowUp');
  await expect(ada.input).toHaveValue('answer + 1');
  await ada.presses('ArrowDown', 'Control+d');
  await expect(ada.output).toContainText(/finished in/i);

  await ada.page.reload();
  await menu.click();
  const kept = ada.page.getByRole('menuitemcheckbox', { name: 'Keep console open' });
  await expect(kept, 'the choice is remembered').toBeChecked();
});

async function gather(session: CreatedSession, person: () => Promise<Person>): Promise<Trio> {
  const [runner, editor, watcher] = [await person(), await person(), await person()];
  await runner.joins(`/s/${session.sessionId}`);
  await editor.joins(`/s/${session.sessionId}`);
  await watcher.joins(`/w/${session.watchId}`);
  return { runner, editor, watcher };
}

/** What somebody's output reads, without the one word that differs: who the runner is to them. */
const shown = async ({ output }: Person): Promise<string> => (await output.innerText()).replace(' (you)', '');
