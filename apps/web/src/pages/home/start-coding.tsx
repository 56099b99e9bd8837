import type { LanguageId } from '@pairlink/protocol';
import { DEFAULT_LANGUAGE } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { useSlow } from '../../ui/use-slow.ts';
import { LanguageSelect } from '../language-select.tsx';
import { warmSession } from './prefetch-session.ts';
import type { SessionStarter } from './use-start-session.ts';
import './start-coding.css';

/** The one button: makes a session and goes there. */
export function StartCoding({ start, begin }: SessionStarter): ReactElement {
  const [language, setLanguage] = useState<LanguageId>(DEFAULT_LANGUAGE);
  const isSlow = useSlow(start.kind === 'creating');
  return (
    <form
      className="start-coding"
      onSubmit={(submit) => {
        submit.preventDefault();
        begin({ language });
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
