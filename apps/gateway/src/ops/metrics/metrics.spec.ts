import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClient } from '../../live/testing/test-client.ts';
import { RestClient } from '../../testing/rest-client.ts';
import type { TestGateway } from '../../testing/test-gateway.ts';
import { startTestGateway } from '../../testing/test-gateway.ts';

/** Samples by name and labels as written: `pairlink_sockets{role="host",…}` → 1. */
function samplesOf(page: string): ReadonlyMap<string, number> {
  const lines = page.split('\n').filter((line) => line && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

describe('/metrics', () => {
  let gateway: TestGateway;
  let rest: RestClient;
  beforeAll(async () => {
    gateway = await startTestGateway();
    rest = new RestClient(gateway.url);
  });
  afterAll(() => gateway.stop());

  const scrape = async (): Promise<{ text: string; value: (sample: string) => number }> => {
    const { body } = await rest.call<string>('/metrics');
    const samples = samplesOf(body);
    return { text: body, value: (sample) => samples.get(sample) ?? 0 };
  };

  it('counts what an operator asks about, and names nobody', async () => {
    const before = await scrape();
    const created = await rest.create({ code: 'secret_text' });
    const name = 'Ada Lovelace';
    const host = await TestClient.join(gateway.url, {
      session: created.sessionId,
      name,
      auth: { hostToken: created.hostToken },
    });
    const viewer = await TestClient.join(gateway.url, {
      session: created.watchId,
      transports: ['polling'],
    });
    const typed = 'more_secret_text';
    for (const letter of typed) await host.type(0, letter);
    await viewer.until(() => viewer.text.length === typed.length + 'secret_text'.length);
    await host.raw('doc-update', 'AAEC');
    await viewer.raw('typing', { isTyping: 'maybe' });
    await TestClient.connect(gateway.url, { session: '222222222222' }).catch(() => undefined);

    const during = await scrape();
    const grown = (sample: string): number => during.value(sample) - before.value(sample);
    expect(during.value('pairlink_sockets{role="host",transport="websocket"}')).toBe(1);
    expect(during.value('pairlink_sockets{role="viewer",transport="polling"}')).toBe(1);
    expect(during.value('pairlink_sessions')).toBe(1);
    expect(grown('pairlink_edits_total')).toBe(typed.length);
    expect(grown('pairlink_ack_seconds_count')).toBe(typed.length);
    expect(grown('pairlink_store_seconds_count{operation="create",outcome="ok"}')).toBe(1);
    expect(grown('pairlink_store_seconds_count{operation="append",outcome="ok"}')).toBeGreaterThan(0);
    expect(grown('pairlink_updates_refused_total{problem="malformed-update"}')).toBe(1);
    expect(grown('pairlink_events_refused_total{problem="invalid-payload"}')).toBe(1);
    expect(grown('pairlink_handshakes_refused_total{problem="session-not-found"}')).toBe(1);
    expect(grown('pairlink_resyncs_total')).toBe(2);
    expect(grown('pairlink_http_seconds_count{method="POST",status="201"}')).toBe(1);
    expect(during.value('process_resident_memory_bytes')).toBeGreaterThan(0);
    expect(during.text).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(during.text).toContain('# TYPE pairlink_queue_drops_total counter');
    for (const secret of [
      created.sessionId,
      created.watchId,
      created.hostToken,
      'secret',
      name,
      '127.0.0.1',
    ]) {
      expect(during.text).not.toContain(secret);
    }

    host.close();
    viewer.close();
    await expect.poll(async () => (await scrape()).value('pairlink_sessions'), { timeout: 60_000 }).toBe(0);
  });

  it('has everything that the dashboard shows', async () => {
    const dashboard = readFileSync(new URL('../../../../../docker/grafana.json', import.meta.url), 'utf8');
    const shown = new Set(dashboard.match(/\b(?:pairlink|nodejs|process)_[a-z0-9_]+/g));
    const { text } = await scrape();
    const missing = [...shown].filter(
      (name) => !text.includes(` ${name.replace(/_(?:bucket|count)$/, '')} `),
    );
    expect(missing).toEqual([]);
    expect(shown.size).toBeGreaterThan(10);
  });

  it('is for the bearer of the token, where there is one', async () => {
    const guarded = await startTestGateway({ METRICS_TOKEN: 'a token' });
    const client = new RestClient(guarded.url);
    const [without, wrong, right] = await Promise.all(
      [{}, { authorization: 'Bearer another' }, { authorization: 'Bearer a token' }].map((headers) =>
        client.call<string>('/metrics', { headers }),
      ),
    );
    await guarded.stop();
    expect([without?.status, wrong?.status, right?.status]).toEqual([401, 401, 200]);
    expect(without?.headers.get('www-authenticate')).toBe('Bearer realm="metrics"');
    expect(without?.body).not.toContain('pairlink_');
  });

  it('is read and nothing else, and is nobody’s to cache', async () => {
    const [posted, got] = [await rest.call('/metrics', { method: 'POST' }), await rest.call('/metrics')];
    expect([posted.status, got.status]).toEqual([405, 200]);
    expect(got.headers.get('content-type')).toContain('text/plain');
    expect(got.headers.get('cache-control')).toBe('no-store');
  });
});
