// How a deployment of Pairlink bears people, over the real wire:
//
//     npm run load -w @pairlink/bench -- https://pair.example [scenario …] [--seconds 10] [--pid 1234] [--trace file.json.gz]
//
// Scenarios: latency, throughput, joining, opening, memory, idle, cuts; all of them unless named. `--pid` is the gateway's process where
// it runs on this machine: then its processor time and its memory are told too. Prints a table for each, and ends with 1
// when an edit was lost, doubled or refused. Sessions it makes stay until they expire.
import { parseArgs } from 'node:util';
import { processorMs, residentKb } from './deployment/process-figures.mjs';
import { cuts } from './load/cuts.mjs';
import { idle } from './load/idle.mjs';
import { joining } from './load/joining.mjs';
import { latency } from './load/latency.mjs';
import { memory } from './load/memory.mjs';
import { opening } from './load/opening.mjs';
import { throughput } from './load/throughput.mjs';
import { trace } from './load/trace.mjs';
import { table } from './table.mjs';

/** @type {Record<string, { run: import('./load/scenario.ts').Scenario, sizes: import('./load/scenario.ts').Sizes[] }>} */
const SCENARIOS = {
  latency: { run: latency, sizes: [{ people: 2 }, { people: 10 }, { people: 50 }, { people: 200 }] },
  throughput: { run: throughput, sizes: [{ sessions: 10 }, { sessions: 100 }] },
  joining: { run: joining, sizes: [{ kilobytes: 10 }, { kilobytes: 100 }, { kilobytes: 1000 }] },
  opening: { run: opening, sizes: [{ kilobytes: 1024, edits: 200_000 }] },
  memory: { run: memory, sizes: [{ sessions: 200 }] },
  idle: { run: idle, sizes: [{ sessions: 5000 }] },
  cuts: { run: cuts, sizes: [{ people: 5 }, { people: 20 }] },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    pid: { type: 'string' },
    trace: { type: 'string', multiple: true, default: [] },
    /** The smallest size of each scenario only. */
    brief: { type: 'boolean', default: false },
  },
});
const [address = 'http://localhost:3000', ...named] = positionals;
const unknown = named.filter((name) => !(name in SCENARIOS));
if (unknown.length > 0) {
  console.error(`No scenario ${unknown.join(', ')}; there are ${Object.keys(SCENARIOS).join(', ')}.`);
  process.exit(2);
}
const pid = values.pid === undefined ? undefined : Number(values.pid);

/** @type {import('./load/scenario.ts').Deployment} */
const deployment = {
  address,
  seconds: Number(values.seconds),
  cost: () => {
    const before = pid === undefined ? Number.NaN : processorMs(pid);
    return () => (pid === undefined ? Number.NaN : processorMs(pid) - before);
  },
  memoryKb: () => (pid === undefined ? Number.NaN : residentKb(pid)),
};

/** Columns that must be nothing but 0. */
const FAULTS = [
  'missing or doubled',
  'disconnects',
  'sessions that differ',
  'lost',
  'doubled',
  'texts that differ',
];
let faults = 0;

/** @param {string} title @param {import('./load/scenario.ts').Figures[]} rows */
function report(title, rows) {
  console.log(`\n## ${title}\n\n${table(rows)}`);
  for (const row of rows) {
    for (const column of FAULTS) faults += Number(row[column] ?? 0);
    if (row['text at the end'] === 'WRONG') faults++;
  }
}

const chosen = named.length > 0 || values.trace.length > 0 ? named : Object.keys(SCENARIOS);
for (const name of chosen) {
  const scenario = SCENARIOS[name];
  if (!scenario) continue;
  const rows = [];
  for (const sizes of values.brief ? scenario.sizes.slice(0, 1) : scenario.sizes)
    rows.push(await scenario.run(deployment, sizes));
  report(name, rows);
}
if (values.trace.length > 0) {
  const rows = [];
  for (const file of values.trace) rows.push(await trace(deployment, file));
  report('traces', rows);
}
if (faults > 0) console.log(`\n${faults} edits were lost, doubled or refused, or people thrown out.`);
process.exit(faults > 0 ? 1 : 0);
