import { expect, test } from './support/test.ts';

const FIRST_RUN = { timeout: 120_000 };
const CODE = `import unittest


class Adding(unittest.TestCase):
    def test_numbers(self):
        self.assertEqual(1 + 2, 3)

    def test_wrong(self):
        self.assertEqual(1 + 2, 4)

    @unittest.skip("later")
    def test_strings(self):
        pass
`;

test('the tests of a file are run by a button, and everyone sees their tree', async ({
  person,
  createSession,
}) => {
  const { sessionId, watchId } = await createSession({ language: 'python', code: CODE });
  const [ada, eve] = [await person(), await person()];
  await ada.joins(`/s/${sessionId}`);
  await eve.joins(`/w/${watchId}`);
  await ada.page.getByRole('button', { name: 'Run tests', exact: true }).click();

  for (const { page, output } of [ada, eve]) {
    await expect(output).toContainText('1 passed, 1 failed, 1 skipped', FIRST_RUN);
    const tree = page.getByRole('tree', { name: 'Test results' });
    await expect(tree.getByRole('treeitem', { name: /^Adding 1 passed, 1 failed, 1 skipped/ })).toBeVisible();
    await expect(tree.getByRole('treeitem', { name: /^test_numbers passed/ })).toBeVisible();
    await expect(tree.getByRole('treeitem', { name: /^test_strings skipped/ })).toBeVisible();
    await expect(tree.getByRole('treeitem', { name: /^test_wrong failed/ })).toBeVisible();
    await expect(tree).toContainText('3 != 4');
  }

  await test.step('the keyboard goes through the tree, folds it, and opens the line that failed', async () => {
    const item = (name: RegExp) => ada.page.getByRole('treeitem', { name });
    await item(/^Adding/).focus();
    await ada.presses('ArrowLeft');
    await expect(item(/^Adding/)).toHaveAttribute('aria-expanded', 'false');
    await expect(item(/^test_wrong/)).toHaveCount(0);
    await ada.presses('ArrowRight', 'End');
    await expect(item(/^test_wrong/)).toBeFocused();
    await ada.presses('Enter');
    await expect(ada.editor).toBeFocused();
    await ada.types('#');
    await expect.poll(() => ada.code()).toMatch(/^.*#.*assertEqual\(1 \+ 2, 4\)$/m);
  });
});

test('the button is there for a file with tests only, soon after they are written', async ({
  person,
  createSession,
}) => {
  const { sessionId } = await createSession({ language: 'javascript', code: 'console.log("none")' });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  const button = ada.page.getByRole('button', { name: 'Run tests', exact: true });
  await expect(ada.run).toBeEnabled();
  await expect(button).toHaveCount(0);
  await ada.writes('test("adds", () => {});');
  await expect(button).toBeVisible();
});
