export type { Run, RunEvent, RunRequest } from './run.ts';
