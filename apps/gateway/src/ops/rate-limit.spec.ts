import { describe, expect, it } from 'vitest';
import { networkOf } from './api-guard.ts';
import { RateLimit } from './rate-limit.ts';

describe('a rate limit', () => {
  it('lets a minute’s worth through at once, then says how long to wait', () => {
    let now = 0;
    const limit = new RateLimit(30, () => now);
    for (let n = 0; n < 30; n++) expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBe(2);
    now += 1999;
    expect(limit.take('a')).toBe(1);
    now += 1;
    expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBe(2);
  });

  it('counts keys apart', () => {
    const limit = new RateLimit(1, () => 0);
    expect([limit.take('a'), limit.take('b')]).toEqual([0, 0]);
    expect(limit.take('a')).toBe(60);
  });

  it('takes back what did not count', () => {
    const limit = new RateLimit(1, () => 0);
    limit.take('a');
    limit.giveBack('a');
    expect(limit.take('a')).toBe(0);
  });

  it('counts an IPv6 network as one address', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2:ffff::1'));
    expect(networkOf('::ffff:10.0.0.1')).not.toBe(networkOf('::ffff:10.0.0.2'));
  });
});
