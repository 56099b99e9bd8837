import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { eventually } from '../testing/eventually.ts';
import { freePort } from '../testing/redis-servers.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

// No engine builds images here: what they would run is run as it stands in their files.
const TOP = fileURLToPath(new URL('../../../../', import.meta.url));
const dockerfile = readFileSync(join(TOP, 'docker/Dockerfile'), 'utf8');

/** The lines of one stage. */
const stage = (name: string): string => {
  const [, lines = ''] =
    new RegExp(`^FROM \\S+ AS ${name}$([\\s\\S]*?)(?=^FROM |(?![\\s\\S]))`, 'm').exec(dockerfile) ?? [];
  return lines;
};

/** The command behind an instruction, as a list. */
const command = (lines: string, pattern: RegExp): string[] => {
  const [, json = '[]'] = pattern.exec(lines) ?? [];
  return JSON.parse(json);
};
const CMD = /^CMD (\[.*\])$/m;
const HEALTH = /^HEALTHCHECK [\s\S]*?\n\s+CMD (\[.*\])$/m;

async function exitCode([program = '', ...args]: readonly string[]): Promise<unknown> {
  const [code]: unknown[] = await once(spawn(program, args, { stdio: 'ignore' }), 'exit');
  return code;
}

it('the gateway’s image is healthy as long as the gateway takes people', async () => {
  const gateway = await startTestGateway();
  const check = command(stage('gateway'), HEALTH).map((part) =>
    part.replace('127.0.0.1:3000', new URL(gateway.url).host),
  );
  expect(check[0]).toBe('node');
  expect(await exitCode(check)).toBe(0);
  gateway.drain.begin();
  expect(await exitCode(check)).toBe(1);
  await gateway.stop();
  expect(await exitCode(check)).toBe(1);
});

it('the gateway’s image starts what the build makes', () => {
  expect(command(stage('gateway'), CMD)).toEqual([
    'node',
    '--enable-source-maps',
    'apps/gateway/dist/main.js',
  ]);
  expect(stage('gateway')).toContain('COPY --from=build /build/apps/gateway/dist apps/gateway/dist');
  expect(stage('gateway')).toContain('COPY --from=build /build/apps/web/dist apps/web/dist');
});

it('nginx’s image passes people on, and writes nowhere but in one folder', async () => {
  const gateway = await startTestGateway({ TRUST_PROXY_HOPS: '1' });
  const folder = mkdtempSync(join(tmpdir(), 'pairlink-image-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const here = (text: string): string =>
    text
      .replaceAll('/tmp', join(folder, 'tmp'))
      .replaceAll('/etc/nginx', join(folder, 'etc'))
      .replaceAll(':8080', `:${port}`)
      .replaceAll('listen 8080', `listen 127.0.0.1:${port}`)
      // In a container the engine resolves these names.
      .replaceAll(/gateway-\d:3000/g, new URL(gateway.url).host);
  mkdirSync(join(folder, 'tmp'));
  const copies = [...stage('proxy').matchAll(/^COPY (\S+) \/etc\/nginx\/(\S+)$/gm)];
  for (const [, from = '', to = ''] of copies) {
    mkdirSync(dirname(join(folder, 'etc', to)), { recursive: true });
    cpSync(join(TOP, from), join(folder, 'etc', to), { recursive: true });
  }
  for (const name of ['pairlink/gateways.conf', 'sites/site.conf']) {
    const file = join(folder, 'etc', name);
    writeFileSync(file, here(readFileSync(file, 'utf8')));
  }
  chmodSync(join(folder, 'tmp'), 0o777);
  const [program = '', ...args] = command(stage('proxy'), CMD).map(here);
  // It opens /dev/stdout by its name, which works for files and pipes, and not for the sockets that Node makes.
  const output = join(folder, 'output');
  const written = openSync(output, 'a');
  const nginx = spawn(program, args, {
    stdio: ['ignore', written, written],
    env: { PATH: '/usr/sbin:/usr/bin' },
  });
  const log = (): string => readFileSync(output, 'utf8');

  const check = command(stage('proxy'), HEALTH).map(here);
  // A machine that tests need not have curl.
  const address = check.at(-1) ?? '';
  const page = await eventually(async () => {
    if (nginx.exitCode !== null) throw new Error(`nginx ended: ${log()}`);
    const answer = await fetch(address);
    expect(answer.status).toBe(200);
    return fetch(new URL('/s/222222222222', address));
  });
  expect(await page.text()).toContain('<title>Pairlink</title>');
  await eventually(() => expect(log()).toContain('GET /s/:id 200'));
  nginx.kill('SIGQUIT');
  await once(nginx, 'exit');
  await gateway.stop();
  closeSync(written);
  expect(log()).not.toContain('222222222222');
  rmSync(folder, { recursive: true, force: true });
  expect(copies).toHaveLength(4);
});

it.each(['docker/compose.yaml', 'docker/kubernetes/kustomization.yaml'])(
  'every variable in %s is one of the gateway’s, with a value that it takes',
  (file) => {
    const text = readFileSync(join(TOP, file), 'utf8');
    const pairs = [...text.matchAll(/^ {4,}(?:- )?([A-Z][A-Z_]+)(?:: |=)(.*)$/gm)].map(
      ([, name = '', value = '']) => [name, value.replace(/\$\{\w+:-(.*)\}/, '$1').replaceAll("'", '')],
    );
    const variables: Record<string, string> = Object.fromEntries(pairs);
    const example = readFileSync(join(TOP, '.env.example'), 'utf8');
    expect(Object.keys(variables)).toEqual(
      expect.arrayContaining(['PUBLIC_URL', 'REDIS_URL', 'TRUST_PROXY_HOPS']),
    );
    for (const name of Object.keys(variables)) expect(example).toContain(`#${name}=`);
    expect(readConfig(variables, '/web')).toMatchObject({
      trustProxyHops: 1,
      redisUrl: 'redis://redis:6379',
    });
  },
);

it('no image and no manifest runs as root or writes into its root', () => {
  expect(stage('gateway')).toMatch(/^USER 1000:1000$/m);
  expect(stage('proxy')).toMatch(/^USER 33:33$/m);
  for (const name of ['gateway', 'redis']) {
    const manifest = readFileSync(join(TOP, `docker/kubernetes/${name}.yaml`), 'utf8');
    expect(manifest).toContain('runAsNonRoot: true');
    expect(manifest).toContain('readOnlyRootFilesystem: true');
  }
});
