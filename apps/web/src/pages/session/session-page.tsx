import type { ReactElement } from 'react';
import { SessionSkeleton } from '../session-skeleton.tsx';

export function SessionPage(_props: { session: string }): ReactElement {
  return <SessionSkeleton />;
}
export function warmEditor(): void {}
