import type { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

/** The first check loads TypeScript itself, here on a machine that does much else. */
const FIRST_CHECK = { timeout: 120_000 };

test('what TypeScript finds is marked in the editor until its line is edited or the program run again', async ({
  person,
  createSession,
}) => {
  const files = [
    {
      path: 'main.ts',
      content: "import { twice } from './lib.ts';\n\nconst n: number = 'x';\nconsole.log(twice('y'), n);\n",
    },
    { path: 'lib.ts', content: 'export const twice = (n: number): number => n * missing;\n' },
  ];
  const { sessionId } = await createSession({ language: 'typescript', files });
  const [ada, ben] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await ben.joins(`/s/${sessionId}`);
  await ada.run.click();
  await expect(ada.output).toContainText('Found 3 type errors', FIRST_CHECK);
  await expect(marks(ada)).toHaveCount(2);
  await expect(marks(ben), 'the marks are of one’s own run').toHaveCount(0);

  await test.step('hovering says what is wrong', async () => {
    // With the pointer itself, since the text lies above the mark; and in steps, as the editor waits for it to rest.
    const box = await marks(ada).first().boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await ada.page.mouse.move(x + 90, y + 90);
    await ada.page.mouse.move(x, y, { steps: 5 });
    const hover = ada.page.locator('.monaco-hover').filter({ hasText: 'TS2322' });
    await expect(hover).toContainText("Type 'string' is not assignable to type 'number'");
  });

  await test.step('a mark moves with its line and goes when somebody edits that', async () => {
    await ben.goesToStart();
    await ben.types('// hello');
    await ben.presses('Enter');
    await expect.poll(() => ada.code()).toMatch(/^\/\/ hello\n/);
    await expect(marks(ada)).toHaveCount(2);
    await ben.presses('ArrowDown', 'ArrowDown', 'End');
    await ben.types(' // edited');
    await expect.poll(() => ada.code()).toContain("'x'; // edited");
    await expect(marks(ada)).toHaveCount(1);
  });

  await test.step('other files have theirs', async () => {
    await ada.page.getByRole('treeitem', { name: 'lib.ts' }).click();
    await expect.poll(() => ada.code()).toContain('missing');
    await expect(marks(ada)).toHaveCount(1);
    await ada.page.getByRole('treeitem', { name: 'main.ts' }).click();
    await expect.poll(() => ada.code()).toContain('edited');
  });

  await test.step('the next run starts without', async () => {
    await ada.writes('console.log(1 + 1);');
    await ada.run.click();
    await expect(ada.output).toContainText(/2\s+finished in/i, FIRST_CHECK);
    await expect(marks(ada)).toHaveCount(0);
  });
});

const marks = ({ page }: Person) =>
  page.locator('.view-overlays .squiggly-error, .view-lines .squiggly-error');
