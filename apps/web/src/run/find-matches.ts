/** Where a text is found. Offsets in UTF-16 units. */
export interface TextMatch {
  readonly from: number;
  readonly to: number;
}

/** Finds what somebody typed, whatever the case of its letters; at most `limit` places. */
export function findMatches(text: string, query: string, limit: number): readonly TextMatch[] {
  if (query === '') return [];
  const pattern = new RegExp(query.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), 'giu');
  const matches: TextMatch[] = [];
  for (const match of text.matchAll(pattern)) {
    if (matches.length >= limit) break;
    matches.push({ from: match.index, to: match.index + match[0].length });
  }
  return matches;
}
