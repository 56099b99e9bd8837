import { describe, expect, it } from 'vitest';
import { connectionOf, isSameConnection } from './connection-of.ts';

const settled = { isLoaded: true, isSettled: true, waiting: 0 };
const standing = { fate: undefined, isCut: false, sync: settled, wasSettled: true };
const problem = { code: 'session-gone', message: '' } as const;

describe('the connection as people see it', () => {
  it('is saved only when the server has everything and has said so on this connection', () => {
    expect(connectionOf(standing)).toEqual({ kind: 'saved' });
    expect(connectionOf({ ...standing, wasSettled: false })).toEqual({ kind: 'offline', waiting: 0 });
    expect(connectionOf({ ...standing, sync: { ...settled, waiting: 2 } })).toEqual({
      kind: 'saving',
      waiting: 2,
    });
  });

  it('stays saved while a repair goes on, since what was stored stays stored', () => {
    expect(connectionOf({ ...standing, sync: { ...settled, isSettled: false } })).toEqual({ kind: 'saved' });
  });

  it('is offline as soon as the connection is cut, with what waits', () => {
    const cut = { ...standing, isCut: true, sync: { ...settled, waiting: 3 } };
    expect(connectionOf(cut)).toEqual({ kind: 'offline', waiting: 3 });
    expect(connectionOf({ ...standing, isCut: true, sync: undefined })).toEqual({
      kind: 'offline',
      waiting: 0,
    });
  });

  it('is connecting until the document is loaded', () => {
    expect(connectionOf({ ...standing, sync: undefined })).toEqual({ kind: 'connecting' });
    expect(connectionOf({ ...standing, sync: { ...settled, isLoaded: false } })).toEqual({
      kind: 'connecting',
    });
  });

  it('is what ended the session, whatever else is the case', () => {
    expect(connectionOf({ ...standing, fate: { kind: 'gone', problem } })).toEqual({ kind: 'gone', problem });
    expect(connectionOf({ ...standing, isCut: true, fate: { kind: 'epoch-changed' } })).toEqual({
      kind: 'epoch-changed',
    });
  });

  it('is another one when the number of waiting edits or the problem differs', () => {
    expect(isSameConnection({ kind: 'saving', waiting: 1 }, { kind: 'saving', waiting: 2 })).toBe(false);
    expect(isSameConnection({ kind: 'saved' }, { kind: 'saved' })).toBe(true);
    expect(isSameConnection({ kind: 'gone', problem }, { kind: 'gone', problem: { ...problem } })).toBe(
      false,
    );
  });
});
