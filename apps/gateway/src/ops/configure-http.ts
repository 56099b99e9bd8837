import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { serveApiDocs } from './api-docs.ts';
import { apiGuards } from './api-guard.ts';
import { httpMeter } from './metrics/http-meter.ts';
import { RateLimits } from './rate-limits.ts';
import { requestId } from './request-id.ts';
import { requestLog } from './request-log.ts';
import { ProblemFilter } from './problem.filter.ts';
import { securityHeaders } from './security-headers.ts';
import { staticWeb } from './static-web.ts';

/** Everything around the controllers, in the order that requests pass it. */
export function configureHttp(app: NestExpressApplication, config: Config, log: Logger): void {
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustProxyHops);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.setGlobalPrefix('api');

  const problems = new ProblemFilter(log);
  app.useGlobalFilters(problems);
  app.use(securityHeaders(config));
  app.use('/api', requestId, requestLog(log), httpMeter, ...apiGuards(config, app.get(RateLimits)));
  app.use(staticWeb(config.webRoot, config));
  serveApiDocs(app);
}
