/** A file on its way in, before anybody looked into it. */
export interface IncomingFile {
  /** As it came: relative to what was dropped, or to the archive. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Why something cannot be taken in, for people. */
export interface Unfit {
  readonly path: string;
  readonly why: string;
  /** Whether the rest could be taken without it. */
  readonly canBeLeftOut: boolean;
}

/** What came, or why nothing of it can be read. */
export type Incoming =
  | { readonly kind: 'files'; readonly files: readonly IncomingFile[]; readonly unfit: readonly Unfit[] }
  | { readonly kind: 'unreadable'; readonly why: string };
