import { expect, test } from './support/test.ts';

/** Chromium says so whenever an answer is 404 or 410, whatever the page makes of it. */
const REFUSED = /Failed to load resource: the server responded with a status of 4(04|10)/;

test('a session that never was shows a page that says so', async ({ person }) => {
  const ada = await person();
  ada.guard.allow(REFUSED);
  await ada.opens('/s/222222222222');
  await expect(ada.page.getByRole('heading', { name: 'There is no session here.' })).toBeVisible();
  await ada.page.getByRole('link', { name: 'Go to the first page' }).click();
  await expect(ada.page.getByRole('button', { name: 'Start coding' })).toBeVisible();
});

for (const path of ['/s/short', '/s/0OIl11111111', '/s/__proto__', '/w/222222222222']) {
  test(`${path} is told to be no link to a session, without asking the server`, async ({ person }) => {
    const ada = await person();
    await ada.opens(path);
    await expect(ada.page.getByRole('heading', { name: 'This is not a link to a session.' })).toBeVisible();
  });
}

test('a deleted session tells the people in it, and those who come later', async ({
  gateway,
  person,
  createSession,
}) => {
  const { sessionId, hostToken } = await createSession({ language: 'python', code: 'gone soon' });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  const answer = await fetch(`${gateway.url}/api/sessions/${sessionId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${hostToken}` },
  });
  expect(answer.status).toBe(204);
  await expect(ada.page.getByText('This session was deleted.').first()).toBeVisible();

  const ben = await person();
  ben.guard.allow(REFUSED);
  await ben.opens(`/s/${sessionId}`);
  await expect(ben.page.getByRole('heading', { name: 'This session was deleted.' })).toBeVisible();
});
