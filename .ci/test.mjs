// `npm test`: everything, in the order in which a fault is cheapest to see. All steps run even when one fails; the last
// line is the sum over all of them.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { installDebianPackages } from './debian.mjs';
import { install } from './install.mjs';
import { runStep } from './run-step.mjs';
import { closingLine, fullLine, sum, tallyCheck, tallySuites } from './tally.mjs';
import { root, rooms } from './workspace.mjs';

/**
 * A step is a check (its exit code is the result) or runs suites, each of which leaves a report in `.cache/results`.
 * @typedef {{ title: string, command: [string, ...string[]], limitMinutes: number, suites?: string[] }} Step
 */

const RESULTS = join(root, '.cache/results');

const nx = (/** @type {string[]} */ ...args) =>
  /** @type {[string, ...string[]]} */ (['nx', ...args, '--outputStyle=static']);

/** Reports are named after the project; those of a second kind of test (`test:browser`) carry its name too. */
const reportsOf = (/** @type {string} */ target) =>
  rooms()
    .filter(({ manifest }) => manifest.scripts?.[target] !== undefined)
    .map(({ project }) => (target === 'test:browser' ? `${project}-browser` : project));

/** @type {Step[]} */
const STEPS = [
  { title: 'format', command: ['prettier', '--check', '--log-level=warn', '.'], limitMinutes: 2 },
  { title: 'types', command: ['tsc', '-b'], limitMinutes: 3 },
  { title: 'lint', command: nx('run-many', '-t', 'lint', '--parallel=2'), limitMinutes: 3 },
  {
    title: 'lint of the workspace scripts',
    command: ['oxlint', '--type-aware', '--deny-warnings', '.ci'],
    limitMinutes: 1,
  },
  {
    title: 'boundaries and counting',
    command: ['vitest', 'run', '--root', '.ci'],
    limitMinutes: 3,
    suites: ['workspace'],
  },
  {
    title: 'unit and integration tests',
    command: nx('run-many', '-t', 'test', '--parallel=2'),
    limitMinutes: 20,
    suites: reportsOf('test'),
  },
  { title: 'build', command: nx('run-many', '-t', 'build', '--parallel=2'), limitMinutes: 5 },
  {
    title: 'tests in a browser',
    command: nx('run-many', '-t', 'test:browser', '--parallel=1'),
    limitMinutes: 12,
    suites: reportsOf('test:browser'),
  },
  {
    title: 'end-to-end tests',
    command: nx('run-many', '-t', 'e2e', '--parallel=1'),
    limitMinutes: 20,
    suites: reportsOf('e2e'),
  },
];

/** @param {string} suite */
function readReport(suite) {
  try {
    return readFileSync(join(RESULTS, `${suite}.json`), 'utf8');
  } catch {
    return null;
  }
}

/** @param {Step} step */
async function run({ title, command, limitMinutes, suites }) {
  console.log(`\n── ${title}`);
  const startedAt = Date.now();
  const exitCode = await runStep(command, limitMinutes);
  const tally =
    suites === undefined
      ? tallyCheck(title, exitCode)
      : tallySuites({
          title,
          exitCode,
          reports: Object.fromEntries(suites.map((suite) => [suite, readReport(suite)])),
        });
  console.log(`── ${title}: ${fullLine(tally)} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
  return tally;
}

install();
installDebianPackages();
// A report of an earlier run must never count. Nx puts those back that belong to a result it takes from its cache.
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

const tallies = [];
for (const step of STEPS) {
  if (step.suites?.length === 0) continue;
  tallies.push(await run(step));
}
const total = sum(tallies);
if (total.skipped > 0) console.log(`\n${total.skipped} skipped, because this machine cannot run them`);
if (total.faults.length > 0) console.log(`\n${total.faults.map((fault) => `✗ ${fault}`).join('\n')}`);
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
