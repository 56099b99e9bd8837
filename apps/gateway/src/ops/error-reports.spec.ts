import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RedisServers } from '../testing/redis-servers.ts';
import { RestClient } from '../testing/rest-client.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { errorFields } from './error-fields.ts';
import { ErrorReports } from './error-reports.ts';

interface Received {
  readonly path: string;
  readonly auth: string;
  readonly body: string;
}

/** As an error tracker would listen. */
let tracker: Server;
let received: Received[];
let dsn: string;
beforeEach(async () => {
  received = [];
  tracker = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await once(tracker, 'listening');
  const address = tracker.address();
  dsn = `http://abc123@127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/42`;
});
afterEach(() => tracker.close());

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  received.push({ path: request.url ?? '', auth: String(request.headers['x-sentry-auth']), body });
  response.end('{}');
}

describe('error tracking', () => {
  it('reports where and what, and nothing that anybody typed', async () => {
    const reports = new ErrorReports(dsn);
    const cause = Object.assign(new TypeError('secret text'), {
      code: 'ECONNRESET',
      command: { args: ['secret'] },
    });
    const error = errorFields(new Error('about\nsecret at (secret.ts:1:1)', { cause }));
    reports.send({ what: 'request failed', level: 'error', error });
    await reports.flush();
    const [{ path, auth, body } = { path: '', auth: '', body: '' }] = received;
    const [, item, event] = body.split('\n').map((line): unknown => (line ? JSON.parse(line) : undefined));
    expect(path).toBe('/api/42/envelope/');
    expect(auth).toMatch(/^Sentry sentry_version=7, .*sentry_key=abc123$/);
    expect(item).toEqual({ type: 'event' });
    expect(event).toMatchObject({
      level: 'error',
      platform: 'node',
      logentry: { formatted: 'request failed' },
      exception: {
        values: [
          { type: 'TypeError', value: 'ECONNRESET' },
          { type: 'Error', value: '' },
        ],
      },
    });
    expect(body).toContain('"filename":"apps/gateway/src/ops/error-reports.spec.ts"');
    expect(body).not.toContain('secret');
    expect(body).not.toContain(process.cwd());
  });

  it('does not flood, and does not mind when nobody listens', async () => {
    const reports = new ErrorReports(dsn);
    for (let n = 0; n < 100; n++) reports.send({ what: 'again', level: 'error', error: undefined });
    await reports.flush();
    expect(received).toHaveLength(30);
    const unheard = new ErrorReports('http://abc123@127.0.0.1:1/42');
    unheard.send({ what: 'lost', level: 'fatal', error: undefined });
    await unheard.flush();
  });

  it('hears of a store that fails, without the session', async () => {
    const redis = new RedisServers();
    const { url } = await redis.server();
    const gateway = await startTestGateway({ REDIS_URL: url, SENTRY_DSN: dsn, LOG_LEVEL: 'error' });
    const rest = new RestClient(gateway.url);
    const created = await rest.create({ code: 'secret_text' });
    await redis.stop();
    const { status } = await rest.call(`/api/sessions/${created.sessionId}`);
    await gateway.stop();
    expect(status).toBe(503);
    expect(received.length).toBeGreaterThan(0);
    const bodies = received.map(({ body }) => body).join('\n');
    for (const secret of [created.sessionId, created.hostToken, 'secret_text']) {
      expect(bodies).not.toContain(secret);
    }
  });

  it('is off unless asked for', async () => {
    const redis = new RedisServers();
    const { url } = await redis.server();
    const gateway = await startTestGateway({ REDIS_URL: url });
    await redis.stop();
    await new RestClient(gateway.url).call('/api/sessions/222222222222');
    await gateway.stop();
    expect(received).toEqual([]);
  });
});
