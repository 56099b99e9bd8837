export { runtimes } from './plugin.ts';
