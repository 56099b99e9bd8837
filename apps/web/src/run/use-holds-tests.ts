import { textOf } from '@pairlink/collab';
import type { LanguageId } from '@pairlink/protocol';
import { holdsTests } from '@pairlink/runtimes/holds-tests';
import { useEffect, useState } from 'react';
import type * as Y from 'yjs';

/** Somebody who types is not looking for the button meanwhile. */
const SETTLE_MS = 400;

/** Whether a file holds tests that can be run, soon after it changes. */
export function useHoldsTests(
  doc: Y.Doc,
  { fileId, language }: { fileId: string | undefined; language: LanguageId },
): boolean {
  const [holds, setHolds] = useState(false);
  useEffect(() => {
    const text = fileId === undefined ? undefined : textOf(doc, fileId);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      timer = undefined;
      setHolds(text !== undefined && holdsTests(language, text.toString()));
    };
    const wait = (): void => {
      timer ??= setTimeout(look, SETTLE_MS);
    };
    look();
    text?.observe(wait);
    return () => {
      clearTimeout(timer);
      text?.unobserve(wait);
    };
  }, [doc, fileId, language]);
  return holds;
}
