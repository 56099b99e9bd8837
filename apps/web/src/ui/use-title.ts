import { useEffect } from 'react';

const PRODUCT = 'Pairlink';

/** The tab's title, for as long as the component is mounted. */
export function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = title === '' ? PRODUCT : `${title} · ${PRODUCT}`;
    return () => {
      document.title = before;
    };
  }, [title]);
}
