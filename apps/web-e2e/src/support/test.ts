import type { CreateSessionRequest, CreatedSession } from '@pairlink/protocol';
import type { BrowserContextOptions } from '@playwright/test';
import { expect, test as base } from '@playwright/test';

import { GatewayProcess } from './gateway-process.ts';
import { PageGuard } from './page-guard.ts';
import { Person } from './person.ts';

interface Tools {
  /** The gateway of this test: the worker's shared one unless a file says otherwise. */
  readonly gateway: GatewayProcess;
  /** Where people find the product: the gateway itself unless something stands in front of it. */
  readonly origin: string;
  /** A person with a fresh browser profile; closed, and checked for faults, at the end of the test. */
  readonly person: (options?: BrowserContextOptions) => Promise<Person>;
  /** Creates a session over REST. */
  readonly createSession: (request?: CreateSessionRequest) => Promise<CreatedSession>;
}

export const test = base.extend<Tools, { readonly sharedGateway: GatewayProcess }>({
  sharedGateway: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from the pattern.
    async ({}, use) => {
      const gateway = await GatewayProcess.start();
      await use(gateway);
      await gateway.dispose();
    },
    { scope: 'worker' },
  ],

  gateway: async ({ sharedGateway }, use) => {
    await use(sharedGateway);
  },

  origin: async ({ gateway }, use) => {
    await use(gateway.url);
  },

  person: async ({ browser, gateway, origin }, use, info) => {
    const people: Person[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...options, baseURL: origin });
      const page = await context.newPage();
      const person = new Person(page, context, new PageGuard(page, origin));
      people.push(person);
      return person;
    });
    const faults = people.flatMap(({ guard }) => guard.faults);
    for (const { context } of people) await context.close();
    if (info.status !== info.expectedStatus) {
      await info.attach('gateway.log', { body: gateway.lines.join('\n'), contentType: 'text/plain' });
    }
    expect(faults, 'nothing in the console, no request to another origin').toEqual([]);
  },

  createSession: async ({ gateway }, use) => {
    await use(async (request = {}) => {
      const answer = await fetch(`${gateway.url}/api/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      expect(answer.status).toBe(201);
      const created: CreatedSession = await answer.json();
      return created;
    });
  },
});

/** As `test`, with a gateway that the test alone uses and may kill. */
export const testWithOwnGateway = test.extend<{ readonly variables: Record<string, string> }>({
  /** How that gateway is configured, besides its port and data folder. */
  variables: [{}, { option: true }],

  gateway: async ({ variables }, use) => {
    const gateway = await GatewayProcess.start(variables);
    await use(gateway);
    await gateway.dispose();
  },
});

export { expect } from '@playwright/test';
