import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

function requestFrom(remoteAddress: string, forwardedFor?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const request = new IncomingMessage(socket);
  if (forwardedFor !== undefined) request.headers['x-forwarded-for'] = forwardedFor;
  return request;
}

it('believes as many proxies as the operator has', () => {
  const request = requestFrom('10.0.0.1', '6.6.6.6, 203.0.113.7, 10.0.0.2');
  expect([0, 1, 2].map((hops) => clientAddress(request, hops))).toEqual([
    '10.0.0.1',
    '10.0.0.2',
    '203.0.113.7',
  ]);
});

it('takes the connection where no proxy says anything', () => {
  expect(clientAddress(requestFrom('10.0.0.1'), 2)).toBe('10.0.0.1');
});
