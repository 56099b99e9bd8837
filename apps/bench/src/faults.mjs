// How long people notice when something breaks: three gateways behind nginx with one Redis, started here from the built
// gateway, are killed, hung and restarted while twenty people type.
//
//     npx nx build gateway && npm run faults -w @pairlink/bench -- [rounds, 5] [people, 20] [part of a fault's name, all]
//
// Needs Debian's nginx and redis-server. Prints a row for each fault: from the fault to the moment at which people who
// were thrown out are back in their session with the document in step ("back"), and have something stored again
// ("saved"). Ends with 1 when a word was lost or doubled.
import { setTimeout as sleep } from 'node:timers/promises';
import { startThreeGateways } from './faults/processes.mjs';
import { Typists } from './faults/typists.mjs';
import { percentile } from './percentile.mjs';
import { table } from './table.mjs';

const [rounds = '5', people = '20', only = ''] = process.argv.slice(2);
const REDIS_AWAY_MS = 1500;
/** A little more than the time for which the old nginx processes keep their sockets. */
const NGINX_KEEPS_MS = 12_000;
/** As nginx's fail_timeout: by then it sends people to the gateway again. */
const BETWEEN_MS = 3000;

const deployment = await startThreeGateways();
const { address, gateways, redis } = deployment;

/**
 * What happens in a round; `strike` is called when it happens. Answers how it is undone.
 * @type {Record<string, (round: number, strike: () => void) => Promise<(() => Promise<unknown>) | void>>}
 */
const FAULTS = {
  'gateway killed (kill -9)': async (round, strike) => {
    const gateway = gatewayOf(round);
    strike();
    await gateway.end('SIGKILL');
    return () => gateway.start();
  },
  'gateway hangs (SIGSTOP)': async (round, strike) => {
    const gateway = gatewayOf(round);
    strike();
    gateway.signal('SIGSTOP');
    return async () => gateway.signal('SIGCONT');
  },
  'gateway stopped (SIGTERM)': async (round, strike) => {
    const gateway = gatewayOf(round);
    strike();
    await gateway.end('SIGTERM');
    return () => gateway.start();
  },
  'all gateways killed': async (_round, strike) => {
    strike();
    await Promise.all(gateways.map((gateway) => gateway.end('SIGKILL')));
    await Promise.all(gateways.map((gateway) => gateway.start()));
  },
  'Redis killed, back after 1.5 s': async (_round, strike) => {
    await redis.end('SIGKILL');
    strike();
    await sleep(REDIS_AWAY_MS);
    await redis.start();
  },
  'nginx reloaded': async (_round, strike) => {
    deployment.reloadNginx();
    strike();
    await sleep(NGINX_KEEPS_MS);
  },
};

function gatewayOf(/** @type {number} */ round) {
  const gateway = gateways[round % gateways.length];
  if (!gateway) throw new Error('There is no gateway.');
  return gateway;
}

const rows = [];
let faults = 0;
for (const [fault, cause] of Object.entries(FAULTS)) {
  if (!fault.includes(only)) continue;
  console.error(fault);
  const typists = await Typists.join(address, Number(people));
  /** @type {Record<'noticed' | 'back' | 'saved', number[]>} */
  const times = { noticed: [], back: [], saved: [] };
  for (let round = 0; round < Number(rounds); round++) {
    await typists.heard();
    let at = 0;
    const undo = await cause(round, () => {
      at = performance.now();
    });
    await typists.heard();
    const isHit = typists.all.filter(({ lostAt }) => lostAt > at);
    times.noticed.push(...isHit.map(({ lostAt }) => lostAt - at));
    times.back.push(...isHit.map(({ liveAt }) => liveAt - at));
    for (const { ackedAt, lostAt } of isHit.length > 0 ? isHit : typists.all)
      times.saved.push((ackedAt.find((time) => time > Math.max(at, lostAt)) ?? Number.NaN) - at);
    await undo?.();
    await sleep(BETWEEN_MS);
  }
  const { lost, doubled, words, 'sessions that differ': differing } = await typists.end(address);
  faults += lost + doubled + differing;
  const row = { fault, 'thrown out': times.back.length };
  rows.push({ ...row, ...spread(times), words, lost, doubled, 'sessions that differ': differing });
}
await deployment.stop();
console.log(table(rows));
process.exit(faults > 0 ? 1 : 0);

/** @param {Record<string, number[]>} times */
function spread(times) {
  return Object.fromEntries(
    Object.entries(times).flatMap(([name, figures]) => [
      [`${name} p50 ms`, percentile(figures, 0.5)],
      [`p99 of ${name}`, percentile(figures, 0.99)],
    ]),
  );
}
