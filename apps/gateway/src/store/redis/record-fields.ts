import type { SessionPatch, SessionRecord } from '../session-store.ts';

/** A record as fields of a hash: numbers as they are, so that scripts can compare them, the rest as JSON. */
export const toFields = (record: SessionRecord): string[] =>
  Object.entries(record).flatMap(([name, value]) => [name, toField(value)]);

/** Changed fields; an empty one is taken away. */
export const toPatchFields = (patch: SessionPatch): string[] =>
  Object.entries(patch).flatMap(([name, value]) =>
    value === undefined ? [] : [name, value === null ? '' : toField(value)],
  );

export function fromFields(fields: Readonly<Record<string, string>>): SessionRecord {
  const read = (name: keyof SessionRecord): unknown => JSON.parse(fields[name] ?? 'null');
  const passwordHash = fields['passwordHash'] === undefined ? {} : { passwordHash: read('passwordHash') };
  const restoredFrom = fields['restoredFrom'] === undefined ? {} : { restoredFrom: read('restoredFrom') };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this module writes these fields
  return {
    sessionId: read('sessionId'),
    watchId: read('watchId'),
    hostTokenHash: read('hostTokenHash'),
    epoch: read('epoch'),
    title: read('title'),
    language: read('language'),
    isPublic: read('isPublic'),
    isLocked: read('isLocked'),
    ...passwordHash,
    ...restoredFrom,
    createdAt: read('createdAt'),
    lastActive: read('lastActive'),
    totalEdits: read('totalEdits'),
  } as SessionRecord;
}

const toField = (value: unknown): string => JSON.stringify(value);
