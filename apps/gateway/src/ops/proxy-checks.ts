import type { ProxyCheck } from '@pairlink/protocol';
import type { IncomingMessage } from 'node:http';
import type { Config } from '../config/config.ts';
import type { Upgrades } from './upgrades.ts';

type Rules = Pick<Config, 'publicUrls' | 'trustProxyHops'>;
type Verdict = Omit<ProxyCheck, 'name'>;

/** What the proxy in front of this request does right and wrong, each with the line of nginx that mends it. */
export const proxyChecks = (request: IncomingMessage, rules: Rules, upgrades: Upgrades): ProxyCheck[] => [
  { name: 'X-Forwarded-For', ...forwardedFor(request, rules) },
  { name: 'X-Forwarded-Proto', ...forwardedProto(request, rules) },
  { name: 'Host', ...host(request, rules) },
  { name: 'HTTP version', ...httpVersion(request) },
  { name: 'WebSocket upgrade', ...upgrade(upgrades) },
];

const ok = (detail: string): Verdict => ({ status: 'ok', detail });
const missing = (detail: string): Verdict => ({ status: 'missing', detail });
const unknown = (detail: string): Verdict => ({ status: 'unknown', detail });

function forwardedFor({ headers }: IncomingMessage, { trustProxyHops: hops }: Rules): Verdict {
  const addresses = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .filter((address) => address.trim());
  const count = addresses.length;
  if (count === 0) {
    return missing(
      'Not sent: all people count as one. nginx: proxy_set_header X-Forwarded-For $remote_addr;',
    );
  }
  if (hops === 0) {
    return missing(`Sent, but not believed: all people count as one. Start with TRUST_PROXY_HOPS=${count}.`);
  }
  if (count < hops) {
    return missing(`It names ${count}, TRUST_PROXY_HOPS is ${hops}: anybody could make up an address.`);
  }
  return ok(
    count === hops
      ? `It names ${count}, all believed.`
      : `It names ${count}; the last ${hops} are believed. If people are behind them all, raise TRUST_PROXY_HOPS.`,
  );
}

function forwardedProto({ headers }: IncomingMessage, { publicUrls }: Rules): Verdict {
  const proto = headers['x-forwarded-proto'];
  const [first] = publicUrls;
  const fix = 'nginx: proxy_set_header X-Forwarded-Proto $scheme;';
  if (proto === undefined) {
    return first === undefined
      ? missing(`Not sent: links would begin with http://. ${fix}`)
      : missing(`Not sent; links are right because of PUBLIC_URL. ${fix}`);
  }
  const isExpected = first === undefined || publicUrls.some((url) => url.startsWith(`${String(proto)}://`));
  return isExpected
    ? ok(`People come by ${String(proto)}.`)
    : missing(`It says ${String(proto)}, PUBLIC_URL says otherwise. ${fix}`);
}

function host({ headers }: IncomingMessage, { publicUrls }: Rules): Verdict {
  const fix = 'nginx: proxy_set_header Host $http_host;';
  if (publicUrls.length === 0) {
    return unknown(`Links begin with this host: ${headers.host}. If people type another: ${fix}`);
  }
  const isOurs = publicUrls.some((url) => new URL(url).host === headers.host);
  return isOurs
    ? ok('It is that of PUBLIC_URL.')
    : missing(`It is ${headers.host}, and not that of PUBLIC_URL. ${fix}`);
}

function httpVersion({ httpVersion: version }: IncomingMessage): Verdict {
  return version === '1.0'
    ? missing('1.0 knows no upgrade and no kept connections. nginx: proxy_http_version 1.1;')
    : ok(`${version}.`);
}

function upgrade({ last }: Upgrades): Verdict {
  switch (last) {
    case 'came':
      return ok('The last WebSocket came through.');
    case 'stripped':
      return missing(
        'The last WebSocket lost its header on the way; people fall back to polling. ' +
          'nginx: proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;',
      );
    case undefined:
    default:
      return unknown('None has come to this gateway yet: open a session in a browser, then ask again.');
  }
}
