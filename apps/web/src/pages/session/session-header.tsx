import type { LanguageId } from '@pairlink/protocol';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import { RunButton } from '../../run/run-button.tsx';
import type { RunActivity } from '../../run/run-controller.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { Button } from '../../ui/button.tsx';
import { InlineField } from '../../ui/inline-field.tsx';
import { ThemeToggle } from '../../ui/theme-toggle.tsx';
import { LanguageSelect } from '../language-select.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import './session-header.css';

interface SessionHeaderProps {
  readonly snapshot: SessionSnapshot;
  readonly canEdit: boolean;
  readonly activity: RunActivity;
  readonly onTitle: (title: string) => void;
  readonly onLanguage: (language: LanguageId) => void;
  readonly onRun: () => void;
  readonly onStop: () => void;
  readonly onShare: () => void;
  /** Other ways to run, beside Run. */
  readonly runMenu: ReactNode;
}

export function SessionHeader(props: SessionHeaderProps): ReactElement {
  const { snapshot, canEdit, activity, onTitle, onLanguage, onRun, onStop, onShare, runMenu } = props;
  return (
    <header className="session-header">
      <Link href="/" className="session-header-home" aria-label="Pairlink, first page">
        <span className="session-header-mark" aria-hidden="true">
          P
        </span>
      </Link>
      <h1 className="reset-hidden">{snapshot.title || 'Untitled session'}</h1>
      <InlineField
        label="Title"
        className="session-header-title"
        value={snapshot.title}
        placeholder="Untitled session"
        maxLength={snapshot.limits.titleLength}
        isReadOnly={!canEdit}
        onCommit={onTitle}
      />
      <ConnectionStatus connection={snapshot.connection} />
      <div className="session-header-actions">
        <LanguageSelect
          className="session-header-language"
          value={snapshot.language}
          isDisabled={!canEdit}
          onChange={onLanguage}
        />
        <div className="session-header-run">
          <RunButton activity={activity} isReady={snapshot.isLoaded} onRun={onRun} onStop={onStop} />
          {runMenu}
        </div>
        <Button className="session-header-share" aria-haspopup="dialog" onClick={onShare}>
          Share
        </Button>
        <ThemeToggle />
      </div>
    </header>
  );
}
