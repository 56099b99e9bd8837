import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { runBackup } from './backup/run-backup.ts';
import type { Config } from './config/config.ts';
import { loadConfig } from './config/load-config.ts';
import { ConfigError } from './config/variable-reader.ts';
import { startGateway } from './start-gateway.ts';

/** Longer than this and the orchestrator would kill us anyway, in the middle of something. */
const DRAIN_MS = 10_000;
/** For the report of a crash. */
const CRASH_MS = 2000;

// `src/` and `dist/` lie side by side: the same path before and after the build.
const webRoot = fileURLToPath(new URL('../../web/dist', import.meta.url));

async function serve(config: Config): Promise<void> {
  const gateway = await startGateway(config);
  const stop = (): void => {
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    void gateway.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  // What nobody caught has left something half done: the log is the truth, another process goes on from it.
  const crash = async (error: unknown): Promise<void> => {
    setTimeout(() => process.exit(1), CRASH_MS);
    await gateway.crash(error);
    process.exit(1);
  };
  process.once('uncaughtException', (error) => void crash(error));
  process.once('unhandledRejection', (error) => void crash(error));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

try {
  const config = loadConfig(webRoot);
  const words = process.argv.slice(2);
  if (words.length === 0) await serve(config);
  else process.stdout.write(`${await runBackup(words, config)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(1);
}
