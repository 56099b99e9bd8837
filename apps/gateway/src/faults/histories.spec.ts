import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { either } from '../testing/long-form.ts';
import { Deployment } from './testing/deployment.ts';
import { playRound, TOGETHER } from './testing/history-round.ts';
import { isClean } from './testing/verdict.ts';

const HISTORIES = Number(process.env['HISTORIES'] ?? either(200, 10_000));
const SEED = Number(process.env['HISTORY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const ROUNDS = Math.ceil(HISTORIES / TOGETHER);

describe(`${ROUNDS * TOGETHER} random histories (seed ${SEED})`, () => {
  let deployments: readonly Deployment[];
  beforeAll(async () => {
    deployments = await Promise.all([Deployment.embedded(), Deployment.shared(2)]);
  }, 120_000);
  afterAll(() => Promise.all(deployments.map((deployment) => deployment.stop())));

  it(
    'lose nothing that was acknowledged, double nothing, and end with the same text for everybody',
    { timeout: (1 + ROUNDS) * 240_000 },
    async () => {
      const failures: unknown[] = [];
      const sum = { histories: 0, gatewayKills: 0, otherFaults: 0, written: 0, acknowledgedBefore: 0 };
      for (let round = 0; round < ROUNDS; round++) {
        const deployment = deployments[round % deployments.length];
        if (!deployment) continue;
        const report = await playRound(deployment, SEED + round * TOGETHER);
        sum.histories += report.verdicts.length;
        sum.gatewayKills += report.gatewayKills;
        sum.otherFaults += report.faults.filter((fault) => fault !== 'gateway killed').length;
        sum.written += report.written;
        sum.acknowledgedBefore += report.acknowledged;
        for (const verdict of report.verdicts.filter((one) => !isClean(one))) {
          const failure = { deployment: deployment.name, faults: report.faults, ...verdict };
          failures.push(failure);
          process.stdout.write(`${JSON.stringify(failure)}\n`);
        }
        if (round % 10 === 9) process.stdout.write(`${new Date().toISOString()} ${JSON.stringify(sum)}\n`);
      }
      expect(failures).toEqual([]);
      expect(sum.gatewayKills).toBeGreaterThanOrEqual(2 * ROUNDS);
      // They would prove nothing if nothing had been promised.
      expect(sum.acknowledgedBefore).toBeGreaterThan(sum.written / 10);
    },
  );
});
