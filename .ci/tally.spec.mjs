import { describe, expect, it } from 'vitest';

import { closingLine, fullLine, nothing, sum, tallyCheck, tallySuites } from './tally.mjs';

/** @param {Record<string, string[]>} files statuses of the tests of each file */
const vitest = (files, success = true) =>
  JSON.stringify({
    success,
    testResults: Object.entries(files).map(([name, statuses]) => ({
      name,
      status: statuses.includes('failed') || statuses.length === 0 ? 'failed' : 'passed',
      assertionResults: statuses.map((status) => ({ status })),
    })),
  });

const playwright = (/** @type {object} */ stats, /** @type {unknown[]} */ errors = []) =>
  JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors });

/** @param {Record<string, string | null>} reports */
const suites = (reports, exitCode = 0) => tallySuites({ title: 'tests', exitCode, reports });

describe('a run of suites', () => {
  it('adds the tests of every report, of Vitest and of Playwright', () => {
    const tally = suites({
      collab: vitest({ a: ['passed', 'passed'], b: ['passed', 'skipped', 'todo'] }),
      e2e: playwright({ expected: 4, skipped: 1 }),
    });
    expect(tally).toEqual({ passed: 7, failed: 0, skipped: 3, faults: [] });
  });

  it('counts failed tests once, though the runner exits with an error too', () => {
    const tally = suites({ collab: vitest({ a: ['failed', 'passed', 'failed'] }, false) }, 1);
    expect(tally).toMatchObject({ passed: 1, failed: 2, faults: ['collab: 2 failed'] });
  });

  it('counts a test file that could not be loaded as a failure', () => {
    expect(suites({ collab: vitest({ a: ['passed'], broken: [] }, false) }, 1).failed).toBe(1);
  });

  it('counts an error outside of any test as a failure', () => {
    expect(suites({ collab: vitest({ a: ['passed'] }, false) }, 1)).toMatchObject({ passed: 1, failed: 1 });
    expect(suites({ e2e: playwright({ expected: 3 }, [{ message: 'no browser' }]) }, 1)).toMatchObject({
      passed: 3,
      failed: 1,
    });
  });

  it('counts a test that passed only when tried again as a failure', () => {
    expect(suites({ e2e: playwright({ expected: 3, flaky: 1 }) })).toMatchObject({ passed: 3, failed: 1 });
  });

  it.each([
    ['a missing report', null],
    ['a report cut off in the middle', '{"testResults":[{"status":'],
    ['a report of another kind', '[1, 2]'],
    ['a report without tests', vitest({})],
  ])('counts %s as a failure', (_, text) => {
    expect(suites({ collab: vitest({ a: ['passed'] }), gateway: text })).toMatchObject({
      passed: 1,
      failed: 1,
      faults: [expect.stringContaining('gateway')],
    });
  });

  it('counts an exit code that no report explains as a failure', () => {
    expect(suites({ collab: vitest({ a: ['passed'] }) }, 137)).toMatchObject({ passed: 1, failed: 1 });
  });
});

describe('a check', () => {
  it('is one test: passed by exit code 0, failed by any other', () => {
    expect(tallyCheck('format', 0)).toMatchObject({ passed: 1, failed: 0 });
    expect(tallyCheck('format', 2)).toMatchObject({ passed: 0, failed: 1, faults: ['format: exit code 2'] });
  });
});

describe('the closing line', () => {
  it('names skipped tests only where there are any', () => {
    expect(closingLine(sum([tallyCheck('types', 0), tallyCheck('lint', 1)]))).toBe('1 passed, 1 failed');
    expect(fullLine({ ...nothing(), passed: 2, skipped: 3 })).toBe('2 passed, 0 failed, 3 skipped');
    expect(closingLine({ ...nothing(), passed: 2, skipped: 3 })).toBe('2 passed, 0 failed');
  });
});
