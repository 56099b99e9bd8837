import type { Template, TemplateId } from '@pairlink/protocol';
import { LANGUAGES, TEMPLATES } from '@pairlink/protocol';

import type { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

interface Expectation {
  /** Lines of the output, in order, as far as they matter. */
  readonly shows: readonly string[];
  /** What somebody answers to which question of the program. */
  readonly answers?: readonly (readonly [question: string, answer: string])[];
  /** What it prints after the last answer. */
  readonly ends?: string;
}

/** What each template does when somebody opens it and presses Run. */
const EXPECTED: Readonly<Record<TemplateId, Expectation>> = {
  'python-hello': { shows: ['Hello, Ada, Grace and Katherine!', '5 squared is 25'] },
  'python-game': {
    shows: ['I think of a number between 1 and 20.'],
    // Whatever the number is: five answers that are none end the game.
    answers: [5, 4, 3, 2, 1].map((left) => [`Your guess (${left} left)`, 'x'] as const),
    ends: 'You lose.',
  },
  'python-turtle': { shows: ['A star with 9 points.'] },
  'python-tests': { shows: ['test_is_empty_at_first', 'Ran 4 tests', 'OK'] },
  'python-csv': { shows: ['Bergen       191.8    271.0', '767 mm'] },
  'python-sorting': { shows: ['sorted in 4 rounds: [1, 2, 5, 7, 9]'] },
  'python-maze': { shows: ['#A••#•••••••#', '18 steps'] },
  'python-two-sum': { shows: ['FAIL  two_sum([2, 7, 11, 15], 9) is None', '0 of 5 tests passed'] },
  'javascript-hello': { shows: ['the    ▪▪▪', 'Hello, Ada, Grace, and Katherine!'] },
  'javascript-tests': { shows: ['✓ joins words with hyphens', '4 passed, 0 failed'] },
  'javascript-todo': { shows: ['remove: 1 of 2 to do', '[x] open a link', '[ ] code together'] },
  'javascript-life': { shows: ['generation 4', '· · ■ ■ ■ · · · ·'] },
  'typescript-hello': { shows: ['19th century: Ada Lovelace', '20th century: Amazing Grace'] },
  'typescript-shapes': { shows: ['circle of radius 1', 'together 21.14'] },
  'html-page': { shows: ['ready'] },
  'html-canvas': { shows: ['5 circles'] },
};

for (const language of Object.values(LANGUAGES)) {
  test(`every template in ${language.title} runs as it is`, async ({ person }) => {
    const ada = await person();
    await ada.opens('/');
    for (const template of TEMPLATES.filter((each) => each.language === language.id)) {
      await test.step(template.id, () => startsAndRuns(ada, template));
      await ada.page.goBack();
    }
  });
}

async function startsAndRuns(who: Person, { id, title, language }: Template): Promise<void> {
  const gallery = who.page.getByRole('region', { name: 'Or start from something that runs' });
  // By its title alone: what others are about may have the same words.
  await gallery
    .getByRole('button')
    .filter({ has: who.page.getByText(title, { exact: true }) })
    .first()
    .click();
  await who.sees();
  await expect(who.page.getByRole('textbox', { name: 'Title' })).toHaveValue(title);
  await expect(who.page.getByRole('combobox', { name: 'Language' })).toHaveValue(language);

  await who.run.click();
  const { shows, answers = [], ends = '' } = EXPECTED[id];
  for (const [question, answer] of answers) {
    await expect(who.output).toContainText(question, { timeout: 120_000 });
    const input = who.page.getByRole('textbox', { name: 'Program input' });
    await input.fill(answer);
    await input.press('Enter');
  }
  for (const line of [...shows, ends]) {
    await expect(who.output).toContainText(line, { timeout: 120_000, useInnerText: true });
  }
}

test('the first page offers the templates, and starts one by a click', async ({ person }) => {
  const ada = await person();
  await ada.opens('/');
  const gallery = ada.page.getByRole('region', { name: 'Or start from something that runs' });
  await expect(gallery.getByRole('button')).toHaveCount(TEMPLATES.length);
  await gallery.getByRole('button', { name: 'To-do list' }).click();
  await ada.sees();
  await expect(ada.page.getByRole('treeitem', { name: 'todo.js' })).toBeVisible();

  await ada.page.goBack();
  await expect(gallery).toBeVisible();

  await ada.opens('/?template=python-maze');
  await ada.sees();
  await expect(ada.page.getByRole('textbox', { name: 'Title' })).toHaveValue('Way through a maze');
});

test('a link starts a language, and tells which there are when it is none', async ({ person }) => {
  const ada = await person();
  await ada.opens('/?lang=javascript');
  await ada.sees();
  await expect(ada.page.getByRole('treeitem', { name: 'main.js' })).toBeVisible();

  await ada.opens('/?lang=cobol');
  await expect(ada.page.getByRole('alert').filter({ hasText: 'python' })).toBeVisible();
  await expect(ada.page.getByRole('button', { name: 'Start coding' })).toBeVisible();
});
