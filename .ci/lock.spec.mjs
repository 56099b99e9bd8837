import { describe, expect, it } from 'vitest';

import { lockDifference } from './lock.mjs';

const yjs = { version: '13.6.33', integrity: 'sha512-a' };
const lock = (/** @type {Record<string, import('./lock.mjs').LockedPackage>} */ packages) => ({ packages });

const everywhere = () => true;

describe('what is installed', () => {
  it('matches when every locked package is there, whatever else lies beside it', () => {
    const wanted = lock({ '': {}, 'libs/collab': { version: '0.0.0' }, 'node_modules/yjs': yjs });
    const installed = lock({ 'node_modules/yjs': yjs, 'node_modules/left-over': { version: '1.0.0' } });
    expect(lockDifference(wanted, installed, everywhere)).toBeNull();
  });

  it('does not match without a finished installation', () => {
    expect(lockDifference(lock({ 'node_modules/yjs': yjs }), null, everywhere)).toBe('nothing is installed');
  });

  it.each([
    ['is missing', {}],
    ['has another version', { 'node_modules/yjs': { ...yjs, version: '13.6.0' } }],
    ['has another content', { 'node_modules/yjs': { ...yjs, integrity: 'sha512-b' } }],
  ])('does not match when a package %s', (_, installed) => {
    expect(lockDifference(lock({ 'node_modules/yjs': yjs }), lock(installed), everywhere)).toContain(
      'node_modules/yjs',
    );
  });

  it('may lack packages for other systems, but not have them in another version', () => {
    const wanted = lock({ 'node_modules/@x/darwin': { version: '2.0.0', optional: true } });
    expect(lockDifference(wanted, lock({}), everywhere)).toBeNull();
    expect(
      lockDifference(wanted, lock({ 'node_modules/@x/darwin': { version: '1.0.0' } }), everywhere),
    ).toContain('darwin');
  });

  it('notices a project of the workspace that is not linked yet', () => {
    const wanted = lock({ 'node_modules/@pairlink/web': { link: true, resolved: 'apps/web' } });
    expect(lockDifference(wanted, lock({}), everywhere)).toContain('@pairlink/web');
  });

  it('does not match when a package inside of a project was cleaned away', () => {
    const both = lock({ 'apps/gateway/node_modules/typescript': { version: '6.0.3' } });
    expect(lockDifference(both, both, everywhere)).toBeNull();
    expect(lockDifference(both, both, () => false)).toContain('apps/gateway');
  });
});
