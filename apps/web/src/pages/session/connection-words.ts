import { unreachable } from '@pairlink/protocol';
import type { Connection } from '../../session/session-snapshot.ts';
import { formatCount } from '../../ui/format.ts';

/** `data-state` of the status **Connection**. */
export type ConnectionState = 'connecting' | 'saved' | 'saving' | 'offline' | 'gone';

/** The status in the five states that scripts and tests rely on, and in words. */
export function connectionWords(connection: Connection): { state: ConnectionState; words: string } {
  switch (connection.kind) {
    case 'connecting':
      return { state: 'connecting', words: 'Connecting' };
    case 'saved':
      return { state: 'saved', words: 'Saved' };
    case 'saving':
      return { state: 'saving', words: 'Saving' };
    case 'offline':
      return {
        state: 'offline',
        words:
          connection.waiting > 0 ? `Offline, ${formatCount(connection.waiting, 'edit')} waiting` : 'Offline',
      };
    case 'gone':
      return { state: 'gone', words: 'Ended' };
    case 'refused':
      return { state: 'gone', words: 'Not let in' };
    case 'epoch-changed':
      return { state: 'offline', words: 'Restored, please choose' };
    default:
      return unreachable(connection);
  }
}
