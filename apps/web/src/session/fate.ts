import type { Problem } from '@pairlink/protocol';

/** What ended or suspended the usual course of things. */
export type Fate =
  { readonly kind: 'gone' | 'refused'; readonly problem: Problem } | { readonly kind: 'epoch-changed' };
