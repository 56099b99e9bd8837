import { expect, testWithOwnGateway as test } from './support/test.ts';

/** Another name of the same machine: to a browser another origin. */
const elsewhere = (url: string): string => url.replace('localhost', '127.0.0.1');

test('user code runs in frames of the origin that the operator named, as well as elsewhere', async ({
  gateway,
  person,
  createSession,
}) => {
  // Its address is known once it has started; it keeps its port.
  await gateway.kill();
  await gateway.startAgain({ RUNNER_ORIGIN: elsewhere(gateway.url) });
  const frames = elsewhere(gateway.url);
  const ada = await person();
  ada.guard.allow(new RegExp(`^request to another origin: ${frames}/(?:runner|preview)\\.html$`));

  const program = await createSession({
    language: 'javascript',
    code: "console.log(self.origin, typeof SharedArrayBuffer, prompt('name?'));",
  });
  await ada.joins(`/s/${program.sessionId}`);
  await ada.run.click();
  await ada.input.fill('Ada');
  await ada.presses('Enter');
  await expect(ada.output).toContainText('null function Ada');
  expect(ada.page.frames().map((frame) => frame.url())).toContain(`${frames}/runner.html`);

  const files = [{ path: 'index.html', content: '<h1>hello</h1><script>console.log("shown")</script>' }];
  const page = await createSession({ language: 'html', files });
  await ada.joins(`/s/${page.sessionId}`);
  await ada.run.click();
  await expect(ada.page.frameLocator('iframe[title^="Preview of"]').getByRole('heading')).toHaveText('hello');
  await expect(ada.output).toContainText('shown');
  expect(ada.page.frames().map((frame) => frame.url())).toContain(`${frames}/preview.html`);
});
