import type { LanguageId } from '@pairlink/protocol';
import { DEFAULT_LANGUAGE, isLanguageId, LANGUAGES } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { createSession } from '../../api/create-session.ts';
import { saveHostToken } from '../../identity/host-tokens.ts';
import { saveWatchId } from '../../share/watch-links.ts';
import { Button } from '../../ui/button.tsx';
import type { Sentence } from '../../ui/problem-sentence.ts';
import { useSlow } from '../../ui/use-slow.ts';
import { warmSession } from './prefetch-session.ts';
import '../../ui/field.css';
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
        <label className="start-coding-language">
          <span className="start-coding-in">in</span>
          <select
            className="field start-coding-select"
            aria-label="Language"
            value={language}
            onChange={({ target }) => {
              if (isLanguageId(target.value)) setLanguage(target.value);
            }}
          >
            {Object.values(LANGUAGES).map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
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
