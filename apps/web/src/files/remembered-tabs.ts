import { localStorageIfAllowed } from '../identity/identity.ts';

/** The tabs that somebody had open in a session, in this browser. */
export interface RememberedTabs {
  readonly chosen: readonly string[];
  readonly wantedId: string | undefined;
}

const KEY = 'pairlink.open-files';
/** As many as the list of recent sessions has. */
const KEPT = 20;

const NONE: RememberedTabs = { chosen: [], wantedId: undefined };

type Entry = readonly [session: string, tabs: RememberedTabs];

export function recallTabs(
  session: string,
  storage: Storage | undefined = localStorageIfAllowed(),
): RememberedTabs {
  return readAll(storage).find(([known]) => known === session)?.[1] ?? NONE;
}

export function rememberTabs(
  [session, tabs]: Entry,
  storage: Storage | undefined = localStorageIfAllowed(),
): void {
  const others = readAll(storage).filter(([known]) => known !== session);
  try {
    storage?.setItem(KEY, JSON.stringify([[session, tabs], ...others].slice(0, KEPT)));
  } catch {
    // A convenience: with a full storage the session opens with its entry next time.
  }
}

function readAll(storage: Storage | undefined): readonly Entry[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.flatMap((entry: unknown) => readEntry(entry)) : [];
  } catch {
    return [];
  }
}

function readEntry(entry: unknown): Entry[] {
  if (!Array.isArray(entry)) return [];
  const [session, tabs]: unknown[] = entry;
  if (typeof session !== 'string' || typeof tabs !== 'object' || tabs === null) return [];
  const chosen = 'chosen' in tabs && Array.isArray(tabs.chosen) ? tabs.chosen.filter(isText) : [];
  const wantedId = 'wantedId' in tabs && isText(tabs.wantedId) ? tabs.wantedId : undefined;
  return [[session, { chosen, wantedId }]];
}

const isText = (value: unknown): value is string => typeof value === 'string';
