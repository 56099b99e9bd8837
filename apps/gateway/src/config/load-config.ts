import type { Config } from './config.ts';
import { readConfig } from './read-config.ts';

/** The one place that reads `process.env`. Throws `ConfigError`. `webRoot` is where the build puts the web app. */
export const loadConfig = (webRoot: string): Config => readConfig(process.env, webRoot);
