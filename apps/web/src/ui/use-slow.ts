import { useEffect, useState } from 'react';

/** Below this, showing progress is only flicker. */
const SLOW_MS = 300;

/** True while `isBusy` has lasted for more than 300 ms. */
export function useSlow(isBusy: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isBusy) return undefined;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isBusy]);
  return isSlow;
}
