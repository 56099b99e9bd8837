export { Runner } from './host/runner.ts';
export type { RunnerOptions } from './host/runner.ts';
export type { PreviewRequest, Run, RunEvent, RunRequest } from './run.ts';
export type { Diagnostic, RunMode } from './wire/messages.ts';
export { holdsTests } from './holds-tests.ts';
export type { PictureEvent } from './wire/picture-event.ts';
