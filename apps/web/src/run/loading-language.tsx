import type { ReactElement } from 'react';
import { formatProgress } from '../ui/format.ts';
import { useSlow } from '../ui/use-slow.ts';
import type { RunActivity } from './run-controller.ts';
import './loading-language.css';

/** How much of the language has come, in MB. Nothing for a start that takes no time. */
export function LoadingLanguage({
  activity: { loadedBytes, totalBytes },
}: {
  activity: Extract<RunActivity, { kind: 'loading' }>;
}): ReactElement | null {
  const isSlow = useSlow(true);
  if (!isSlow) return null;
  const isDownloading = totalBytes > 0 && loadedBytes < totalBytes;
  return (
    <div className="loading-language">
      <p className="loading-language-words">
        {isDownloading
          ? `Loading the language, the first time only: ${formatProgress(loadedBytes, totalBytes)}`
          : 'Starting…'}
      </p>
      <progress
        className="loading-language-bar"
        aria-label="Loading the language"
        {...(isDownloading ? { value: loadedBytes, max: totalBytes } : { value: 1, max: 1 })}
      />
    </div>
  );
}
