import { runnerOptions } from 'virtual:pairlink-runtimes';
import { Runner } from '../../src/index.ts';

Object.assign(globalThis, { Runner, runnerOptions });
document.title = 'ready';
