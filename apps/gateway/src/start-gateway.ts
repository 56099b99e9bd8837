import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { AppModule } from './app.module.ts';
import type { Config } from './config/config.ts';
import { configureHttp } from './ops/configure-http.ts';
import { Drain } from './ops/drain.ts';
import type { ErrorReports } from './ops/error-reports.ts';
import { ERROR_REPORTS } from './ops/error-reports.ts';
import { LOGGER, NestLog } from './ops/logger.ts';
import { metricsPage } from './ops/metrics/metrics-page.ts';
import { VERSION } from './ops/version.ts';
import { SocketAdapter } from './sockets/socket-adapter.ts';

const CLOSE_MS = 5000;

/** A gateway that listens. */
export interface RunningGateway {
  /** Where it listens, for this machine: `http://localhost:3000`. */
  readonly url: string;
  readonly drain: Drain;
  /** Writes down and reports what nobody caught; the process is to end then. */
  crash(error: unknown): Promise<void>;
  /** Tells load balancers and people, lets everything be stored, and stops. */
  stop(): Promise<void>;
}

export async function startGateway(config: Config): Promise<RunningGateway> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  const log = app.get<Logger>(LOGGER);
  const reports = app.get<ErrorReports | null>(ERROR_REPORTS);
  app.useLogger(new NestLog(log));
  const sockets = new SocketAdapter(app, config);
  app.use(metricsPage(config.metricsToken, () => sockets.sockets()));
  configureHttp(app, config, log);
  app.useWebSocketAdapter(sockets);
  await (config.host === undefined ? app.listen(config.port) : app.listen(config.port, config.host));

  const server: Server = app.getHttpServer();
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const url = `http://${config.host ?? 'localhost'}:${port}`;
  log.info({ address: url, version: VERSION }, 'listening');
  const drain = app.get(Drain);
  return {
    url,
    drain,
    async crash(error) {
      log.fatal({ err: error }, 'crashed');
      await reports?.flush();
    },
    async stop() {
      drain.begin();
      log.info('draining');
      // Requests under way are answered; who holds a connection open without asking anything is not waited for.
      const impatience = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
      await app.close();
      clearTimeout(impatience);
      await reports?.flush();
      log.info('stopped');
    },
  };
}
