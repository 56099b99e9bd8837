import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../../live/testing/random.ts';
import type { Deployment, Fault } from './deployment.ts';
import { History } from './history.ts';
import type { Verdict } from './verdict.ts';

/** Sessions that live through the same faults. */
export const TOGETHER = 25;
const LEAST_STEPS = 40;
const BETWEEN_FAULTS_MS = 400;

export interface RoundReport {
  readonly verdicts: readonly Verdict[];
  readonly gatewayKills: number;
  readonly faults: readonly Fault[];
  readonly written: number;
  /** Of those, before the faults were over. */
  readonly acknowledged: number;
}

/** Some histories at once, a gateway killed in the middle, other faults by chance, and in the end a power cut. */
export async function playRound(deployment: Deployment, seed: number): Promise<RoundReport> {
  // Neighbouring seeds would begin alike.
  const random = new Random(Math.imul(seed, 0x9e3779b1));
  const { urls } = deployment;
  const sessions = await Promise.all(Array.from({ length: TOGETHER }, () => deployment.createSession()));
  const histories = sessions.map((sessionId, i) => new History({ seed: seed + i, sessionId, urls }));
  await Promise.all(histories.map((history) => history.begun()));

  const faults: Fault[] = ['gateway killed'];
  while (random.chance(0.5)) faults.splice(random.below(2), 0, random.pick(deployment.faults));
  let isOver = false;
  const living = Promise.all(histories.map((history) => history.live(LEAST_STEPS, () => isOver)));
  for (const fault of faults) {
    await delay(random.below(BETWEEN_FAULTS_MS));
    await deployment.suffer(fault, random);
  }
  isOver = true;
  await living;
  const counts = histories.map((history) => history.counts);

  const healed = await Promise.all(histories.map((history) => history.heal()));
  await deployment.cutPower();
  const verdicts = await Promise.all(histories.map((history, i) => history.verdict(healed[i] ?? false)));
  for (const history of histories) history.close();
  const kills = faults.filter((fault) => fault === 'gateway killed').length;
  return {
    verdicts,
    gatewayKills: kills + deployment.gateways.length,
    faults,
    written: counts.reduce((sum, { written }) => sum + written, 0),
    acknowledged: counts.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
  };
}
