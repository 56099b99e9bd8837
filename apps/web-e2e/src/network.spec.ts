import type { LanguageId } from '@pairlink/protocol';

import { SecureServer } from './support/secure-server.ts';
import { expect, test } from './support/test.ts';

const LANGUAGES: readonly LanguageId[] = ['javascript', 'typescript'];

for (const language of LANGUAGES) {
  test(`a program in ${language} has no network, and one run has it by a person’s choice`, async ({
    person,
    createSession,
  }) => {
    const server = await SecureServer.start();
    const code = `const answer = await fetch('${server.url}/data');\nconsole.log('got:', await answer.text());\n`;
    const { sessionId } = await createSession({ language, code });
    const ada = await person({ ignoreHTTPSErrors: true });
    // What the program may do is not the page's doing.
    ada.guard.allow(new RegExp(`^request to another origin: ${server.url}/data$`));
    // Chromium tells its console, too, why it refused.
    ada.guard.allow(/^error: .*violates the (?:following|document's) Content Security Policy/);
    await ada.joins(`/s/${sessionId}`);

    await ada.run.click();
    await expect(ada.output).toContainText('TypeError: Failed to fetch');
    await expect(ada.output).toContainText(
      'a program has no network, unless it is started by “Run with network”',
    );
    await expect(ada.output).toContainText(/failed after/i, { timeout: 120_000 });
    expect(server.heard).toEqual([]);

    await ada.page.getByRole('button', { name: 'More ways to run' }).click();
    await ada.page.getByRole('menuitem', { name: /^Run with network/ }).click();
    await expect(ada.output).toContainText('got: from elsewhere');
    expect(server.heard, 'nobody’s name goes along').toEqual(['/data from null with no cookies']);
    await expect(ada.output).toContainText(/finished in/i, { timeout: 120_000 });

    await ada.run.click();
    await expect(ada.runs).toHaveCount(3);
    await expect(ada.output).toContainText(/failed after/i, { timeout: 120_000 });
    expect(server.heard, 'a permission is for one run').toHaveLength(1);
    await server.dispose();
  });
}
