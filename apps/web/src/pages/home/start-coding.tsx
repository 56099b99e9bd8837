import type { LanguageId } from '@pairlink/protocol';
import { DEFAULT_LANGUAGE } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { createSession } from '../../api/create-session.ts';
import { saveHostToken } from '../../identity/host-tokens.ts';
import { saveWatchId } from '../../share/watch-links.ts';
import { Button } from '../../ui/button.tsx';
import type { Sentence } from '../../ui/problem-sentence.ts';
import { useSlow } from '../../ui/use-slow.ts';
import { LanguageSelect } from '../language-select.tsx';
import { warmSession } from './prefetch-session.ts';
import './start-coding.css';

type Start =
  | { readonly kind: 'idle' }
  | { readonly kind: 'creating' }
  | { readonly kind: 'failed'; readonly sentence: Sentence };

/** The one button: makes a session and goes there. */
export function StartCoding(): ReactElement {
  const [, navigate] = useLocation();
  const [language, setLanguage] = useState<LanguageId>(DEFAULT_LANGUAGE);
  const [start, setStart] = useState<Start>({ kind: 'idle' });
  const isSlow = useSlow(start.kind === 'creating');

  async function begin(): Promise<void> {
    if (start.kind === 'creating') return;
    setStart({ kind: 'creating' });
    warmSession();
    const creation = await createSession({ language });
    if (creation.kind === 'failed') {
      setStart(creation);
      return;
    }
    saveHostToken(creation.session);
    saveWatchId(creation.session);
    navigate(`/s/${creation.session.sessionId}`);
  }

  return (
    <form
      className="start-coding"
      onSubmit={(submit) => {
        submit.preventDefault();
        void begin();
      }}
    >
      <div className="start-coding-row">
        <Button
          kind="signal"
          isLarge
          type="submit"
          className="start-coding-button"
          aria-disabled={start.kind === 'creating'}
          onPointerEnter={warmSession}
          onFocus={warmSession}
        >
          Start coding
        </Button>
        <span className="start-coding-language">
          <span className="start-coding-in">in</span>
          <LanguageSelect className="start-coding-select" value={language} onChange={setLanguage} />
        </span>
      </div>
      <output className="start-coding-status">{isSlow ? 'Making your session…' : ''}</output>
      {start.kind === 'failed' && (
        <p className="start-coding-problem" role="alert">
          <strong>{start.sentence.what}</strong> {start.sentence.todo}
        </p>
      )}
    </form>
  );
}
