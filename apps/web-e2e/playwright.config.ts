import { defineConfig } from '@playwright/test';

// No download of browsers: Debian's Chromium. Its own traffic is switched off, so that every request is the product's.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'src',
  testMatch: '**/*.spec.ts',
  outputDir: '../../.cache/e2e',
  // Each worker starts a gateway and browsers; more than that many do not fit on two cores.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 300_000,
  // Generous: a busy machine is no defect, and a passing test does not wait for it.
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: '../../.cache/results/web-e2e.json' }]],
  use: {
    locale: 'en-GB',
    actionTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    // Alone and first: it builds, and nobody may serve from a folder that is just being written.
    { name: 'start', testMatch: '**/starting.spec.ts' },
    {
      name: 'chromium',
      testIgnore: '**/starting.spec.ts',
      dependencies: ['start'],
      use: {
        browserName: 'chromium',
        launchOptions: { executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: QUIET },
      },
    },
  ],
});
