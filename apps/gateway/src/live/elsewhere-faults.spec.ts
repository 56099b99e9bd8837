import type { CreatedSession } from '@pairlink/protocol';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayProcess } from '../faults/testing/gateway-process.ts';
import { bundleScript } from '../testing/bundle-script.ts';
import { eventually } from '../testing/eventually.ts';
import { RedisServers } from '../testing/redis-servers.ts';
import { RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { TestClient, valueOf } from './testing/test-client.ts';

const RUN = { language: 'python', entry: 'main.py' } as const;

describe('two instances that lose each other', () => {
  const servers = new RedisServers();
  let script: Awaited<ReturnType<typeof bundleScript>>;
  let gateway: TestGateway;
  let other: GatewayProcess;
  let redis: Redis;
  let session: CreatedSession;

  beforeAll(async () => {
    const { url } = await servers.server();
    redis = new Redis(url);
    script = await bundleScript(new URL('../main.ts', import.meta.url));
    gateway = await startTestGateway({ REDIS_URL: url });
    other = await GatewayProcess.start(script.path, { REDIS_URL: url });
  });
  afterAll(async () => {
    redis.disconnect();
    await other.stop();
    await gateway.stop();
    await servers.stop();
    script.remove();
  });

  const meet = async (): Promise<{ ada: TestClient; bo: TestClient }> => {
    session = await new RestClient(gateway.url).create();
    const ada = await TestClient.join(gateway.url, { session: session.sessionId, name: 'Ada' });
    const joined = ada.next('user-joined');
    const bo = await TestClient.join(other.url, { session: session.sessionId, name: 'Bo' });
    await joined;
    return { ada, bo };
  };

  it('notice by themselves that the other was killed, with everybody on it and what they ran', async () => {
    const { ada, bo } = await meet();
    const started = ada.next('run-started');
    const { runId } = valueOf(await bo.ask('run-start', RUN));
    await started;
    const told = [ada.next('run-ended'), ada.next('user-left')] as const;
    const updated = ada.next('participants-update', ({ activeUsers }) => activeUsers === 1);
    await other.kill();
    expect(await Promise.all(told)).toMatchObject([
      { runId, result: { kind: 'lost' } },
      { participant: { name: 'Bo' }, activeUsers: 1 },
    ]);
    expect(await updated).toMatchObject({ participants: [{ name: 'Ada' }] });
    await other.restart();
    ada.close();
    bo.close();
  });

  it('take one that hung back in with everybody on it', async () => {
    const { ada, bo } = await meet();
    const left = ada.next('user-left');
    other.pause();
    await left;
    const back = ada.next('user-joined');
    other.resume();
    // Whoever was cut off meanwhile comes again, as a browser would; whoever was not is in the list by themselves.
    const again = bo
      .closed()
      .then(() => TestClient.join(other.url, { session: session.sessionId, name: 'Bo' }));
    expect(await back).toMatchObject({ participant: { name: 'Bo' }, activeUsers: 2 });
    bo.close();
    (await again).close();
    ada.close();
  });

  it('mend all that was said while none heard the other', async () => {
    const { ada, bo } = await meet();
    const { runId } = valueOf(await ada.ask('run-start', RUN));
    await eventually(async () => {
      const late = await TestClient.join(other.url, { session: session.sessionId });
      const { runs } = late.joined ?? {};
      late.close();
      expect(runs).toMatchObject([{ runId }]);
    });
    await redis.acl('SETUSER', 'default', 'resetchannels');
    await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    const output: string[] = [];
    bo.socket.on('run-output', ({ chunks }) => {
      for (const chunk of chunks) if ('text' in chunk) output.push(chunk.text);
    });
    const renamed = bo.next('participants-update', ({ participants }) =>
      participants.some(({ name }) => name === 'Ada L.'),
    );
    const prompted = bo.next('run-input-request');
    valueOf(await ada.ask('name-change', { name: 'Ada L.' }));
    for (const line of ['1\n', '2\n']) {
      valueOf(await ada.ask('run-output', { runId, chunks: [{ kind: 'stdout', text: line }] }));
    }
    valueOf(await ada.ask('run-input-request', { runId, prompt: 'Name? ' }));
    // Lists are read again even now; what was only said is told again when somebody listens.
    await renamed;
    await redis.acl('SETUSER', 'default', 'allchannels');
    expect(await prompted).toMatchObject({ runId, prompt: 'Name? ' });
    expect(output).toEqual(['1\n', '2\n']);
    const line = ada.next('run-input');
    valueOf(await bo.ask('run-input', { runId, text: 'Bo' }));
    expect(await line).toMatchObject({ text: 'Bo', participantId: bo.joined?.self.participantId });
    ada.close();
    bo.close();
  });
});
