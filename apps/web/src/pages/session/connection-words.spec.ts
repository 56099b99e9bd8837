import { describe, expect, it } from 'vitest';
import type { Connection } from '../../session/session-snapshot.ts';
import { connectionWords } from './connection-words.ts';

const gone: Connection = { kind: 'gone', problem: { code: 'session-gone', message: '' } };

describe('the status of the connection', () => {
  it.each([
    [{ kind: 'connecting' }, 'connecting', 'Connecting'],
    [{ kind: 'saved' }, 'saved', 'Saved'],
    [{ kind: 'saving', waiting: 3 }, 'saving', 'Saving'],
    [{ kind: 'offline', waiting: 0 }, 'offline', 'Offline'],
    [{ kind: 'offline', waiting: 1 }, 'offline', 'Offline, 1 edit waiting'],
    [gone, 'gone', 'Ended'],
  ] as const)('%j is %s: %s', (connection, state, words) => {
    expect(connectionWords(connection)).toEqual({ state, words });
  });

  it('is never saved while the server has lost the session or refuses it', () => {
    const problem = { code: 'session-full', message: '' } as const;
    expect(connectionWords({ kind: 'refused', problem }).state).toBe('gone');
    expect(connectionWords({ kind: 'epoch-changed' }).state).toBe('offline');
  });
});
