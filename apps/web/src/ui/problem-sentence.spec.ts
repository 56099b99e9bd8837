import { PROBLEMS } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import { sentenceFor } from './problem-sentence.ts';

const codes = Object.keys(PROBLEMS).filter((code): code is keyof typeof PROBLEMS => code in PROBLEMS);

describe('sentences for problems', () => {
  it.each(codes)('tell for %s what is the matter and what to do, each as a whole sentence', (code) => {
    const { what, todo } = sentenceFor({ code });
    expect(what).toMatch(/^[A-Z].*\.$/);
    expect(todo).toMatch(/^[A-Z].*\.$/);
  });

  it('never show a code or a word of the protocol', () => {
    for (const code of codes) {
      const { what, todo } = sentenceFor({ code });
      expect(`${what} ${todo}`).not.toMatch(/payload|epoch|update\b|socket|[a-z]-[a-z]+-/);
    }
  });
});
