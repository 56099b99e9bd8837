import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processor time of a process on this machine since it started, ms: the sum over its threads.
 * @param {number} pid
 */
export function processorMs(pid) {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const [running] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    nanoseconds += Number(running);
  }
  return nanoseconds / 1e6;
}

/**
 * Memory of a process on this machine that is in use, kB.
 * @param {number} pid
 */
export function residentKb(pid) {
  const [, kb] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb);
}
