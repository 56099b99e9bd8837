/**
 * Counts what the test runners report. Counting errs on the side of failure: a runner that says nothing, says
 * something unreadable, ran no test, or exits with an error nobody reported is a failure of its own.
 * @typedef {{ passed: number, failed: number, skipped: number, faults: string[] }} Tally
 */

/** @returns {Tally} */
export const nothing = () => ({ passed: 0, failed: 0, skipped: 0, faults: [] });

/**
 * @param {Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  const total = nothing();
  for (const { passed, failed, skipped, faults } of tallies) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    total.faults.push(...faults);
  }
  return total;
}

/**
 * The last line of everything, for those who read no other; nothing else may stand in it.
 * @param {Tally} tally
 */
export const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/**
 * The same for people, who are told of what was skipped.
 * @param {Tally} tally
 */
export const fullLine = (tally) =>
  `${closingLine(tally)}${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`;

/**
 * One check without a report of its own (format, types, …): its exit code is its result.
 * @param {string} title
 * @param {number} exitCode
 * @returns {Tally}
 */
export const tallyCheck = (title, exitCode) =>
  exitCode === 0
    ? { ...nothing(), passed: 1 }
    : { ...nothing(), failed: 1, faults: [`${title}: exit code ${exitCode}`] };

/**
 * One run of test suites: `reports` maps each suite's title to the text of its JSON report, null when there is none.
 * @param {{ title: string, exitCode: number, reports: Record<string, string | null> }} run
 * @returns {Tally}
 */
export function tallySuites({ title, exitCode, reports }) {
  const total = sum(Object.entries(reports).map(([suite, text]) => tallyReport(suite, text)));
  if (exitCode !== 0 && total.failed === 0) {
    return sum([total, tallyCheck(`${title}: every report is green, yet`, exitCode)]);
  }
  return total;
}

/**
 * @param {string} suite
 * @param {string | null} text
 * @returns {Tally}
 */
function tallyReport(suite, text) {
  const tally = text === null ? null : readReport(text);
  if (tally === null) {
    return {
      ...nothing(),
      failed: 1,
      faults: [`${suite}: ${text === null ? 'no' : 'an unreadable'} report`],
    };
  }
  if (tally.passed + tally.failed + tally.skipped === 0) {
    return { ...nothing(), failed: 1, faults: [`${suite}: no test ran`] };
  }
  return tally.failed === 0 ? tally : { ...tally, faults: [`${suite}: ${tally.failed} failed`] };
}

/**
 * @param {string} text
 * @returns {Tally | null} null when it is neither Vitest's nor Playwright's report
 */
function readReport(text) {
  const report = parse(text);
  if (typeof report !== 'object' || report === null) return null;
  if ('testResults' in report) return readVitest(report);
  if ('stats' in report) return readPlaywright(report);
  return null;
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Vitest's JSON reporter. A file that could not be loaded has no tests in it: it counts as one failure.
 * @param {{ success: boolean, testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Tally}
 */
function readVitest(report) {
  const tally = nothing();
  for (const file of report.testResults) {
    let failedHere = 0;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') tally.passed += 1;
      else if (status === 'failed') failedHere += 1;
      else tally.skipped += 1;
    }
    if (file.status === 'failed' && failedHere === 0) failedHere = 1;
    tally.failed += failedHere;
  }
  if (!report.success && tally.failed === 0) tally.failed = 1;
  return tally;
}

/**
 * Playwright's JSON reporter. A test that passes only when tried again is a failure; so is an error outside of tests.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[] }} report
 * @returns {Tally}
 */
function readPlaywright({ stats, errors = [] }) {
  const failed = stats.unexpected + stats.flaky;
  return {
    passed: stats.expected,
    failed: failed === 0 && errors.length > 0 ? 1 : failed,
    skipped: stats.skipped,
    faults: [],
  };
}
