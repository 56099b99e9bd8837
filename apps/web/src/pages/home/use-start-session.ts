import type { CreateSessionRequest } from '@pairlink/protocol';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { createSession } from '../../api/create-session.ts';
import { saveHostToken } from '../../identity/host-tokens.ts';
import { saveWatchId } from '../../share/watch-links.ts';
import type { Sentence } from '../../ui/problem-sentence.ts';
import { warmSession } from './prefetch-session.ts';

export type Start =
  | { readonly kind: 'idle' }
  | { readonly kind: 'creating' }
  | { readonly kind: 'failed'; readonly sentence: Sentence };

export interface SessionStarter {
  readonly start: Start;
  /** Makes a session and goes there; once, however often it is asked meanwhile. */
  readonly begin: (request: CreateSessionRequest, options?: { readonly replace?: boolean }) => void;
}

export function useStartSession(): SessionStarter {
  const [, navigate] = useLocation();
  const [start, setStart] = useState<Start>({ kind: 'idle' });

  async function create(request: CreateSessionRequest, replace: boolean): Promise<void> {
    setStart({ kind: 'creating' });
    warmSession();
    const creation = await createSession(request);
    if (creation.kind === 'failed') {
      setStart(creation);
      return;
    }
    saveHostToken(creation.session);
    saveWatchId(creation.session);
    navigate(`/s/${creation.session.sessionId}`, { replace });
  }

  return {
    start,
    begin: (request, { replace = false } = {}) => {
      if (start.kind !== 'creating') void create(request, replace);
    },
  };
}
