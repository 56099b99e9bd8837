import { expect, test } from './support/test.ts';

const BUDGET_BYTES = 100_000;

test('the first page needs at most 100 kB, compressed', async ({ person }) => {
  const ada = await person();
  const network = await ada.context.newCDPSession(ada.page);
  await network.send('Network.enable');
  const asked = new Map<string, string>();
  const sizes = new Map<string, number>();
  network.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    // What is fetched ahead for the next page is not needed for this one.
    const isAhead = type === 'Prefetch' || 'Sec-Purpose' in request.headers;
    if (!isAhead) asked.set(requestId, request.url);
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = asked.get(requestId);
    if (url !== undefined) sizes.set(url, encodedDataLength);
  });

  await ada.opens('/');
  await expect(ada.page.getByRole('button', { name: 'Start coding' })).toBeVisible();
  await ada.page.waitForLoadState('networkidle');

  const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  const table = [...sizes].map(([url, bytes]) => `${new URL(url).pathname} ${bytes}`).join('\n');
  test.info().annotations.push({ type: 'transferred', description: `${total} bytes` });
  expect(sizes.size, table).toBeGreaterThan(2);
  expect(total, table).toBeLessThanOrEqual(BUDGET_BYTES);
});
