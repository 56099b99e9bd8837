import { expect, test, testWithOwnGateway } from './support/test.ts';

/** What Chromium itself says of a server that is away. */
const SERVER_AWAY =
  /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection to|WebSocket is already in CLOSING/;

test('a reload keeps everything', async ({ person, createSession }) => {
  const { sessionId } = await createSession({ language: 'python', code: '' });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  await ada.goesToEnd();
  await ada.types('kept = 1');
  await ada.isSaved();

  await ada.page.reload();
  await ada.sees();
  await expect.poll(() => ada.code()).toBe('kept = 1');
});

test('everything is kept after the last person left', async ({ person, createSession }) => {
  const { sessionId } = await createSession({ language: 'python', code: '' });
  const ada = await person();
  await ada.joins(`/s/${sessionId}`);
  await ada.goesToEnd();
  await ada.types('left alone');
  await ada.isSaved();
  await ada.page.close();

  const ben = await person();
  await ben.joins(`/s/${sessionId}`);
  await expect.poll(() => ben.code()).toBe('left alone');
});

testWithOwnGateway(
  'a gateway that is killed and started again keeps everything, and the browsers come back by themselves',
  async ({ gateway, person, createSession }) => {
    const { sessionId } = await createSession({ language: 'python', code: '' });
    const [ada, ben] = [await person(), await person()];
    for (const { guard } of [ada, ben]) guard.allow(SERVER_AWAY);
    await ada.joins(`/s/${sessionId}`);
    await ben.joins(`/s/${sessionId}`);
    await ada.goesToEnd();
    await ada.types('before ');
    await expect.poll(() => ben.code()).toBe('before ');
    await ada.isSaved();

    await gateway.kill();
    // Both go on while it is away; nobody is told "saved" for what is stored nowhere.
    await ada.types('during ');
    await expect(ada.connection).toHaveAttribute('data-state', /offline|saving|connecting/);
    await ben.goesToStart();
    await ben.types('ben ');
    await expect(ben.connection).toHaveAttribute('data-state', /offline|saving|connecting/);
    await gateway.startAgain();

    await Promise.all([ada.isSaved(), ben.isSaved()]);
    await expect.poll(() => ada.code()).toBe('ben before during ');
    await expect.poll(() => ben.code()).toBe('ben before during ');
    await ada.types('after');
    await expect.poll(() => ben.code()).toBe('ben before during after');
  },
);

testWithOwnGateway(
  'a gateway drains on SIGTERM: nothing is lost and it exits with 0',
  async ({ gateway, person, createSession }) => {
    const { sessionId } = await createSession({ language: 'python', code: '' });
    const ada = await person();
    ada.guard.allow(SERVER_AWAY);
    await ada.joins(`/s/${sessionId}`);
    await ada.goesToEnd();
    const typing = ada.types('0123456789'.repeat(5), 20);
    expect(await gateway.stop()).toBe(0);
    await gateway.startAgain();
    await typing;

    await ada.isSaved();
    await expect.poll(() => ada.code()).toBe('0123456789'.repeat(5));
    const state = await fetch(`${gateway.url}/api/sessions/${sessionId}`);
    expect(await state.json()).toMatchObject({ code: '0123456789'.repeat(5) });
  },
);
