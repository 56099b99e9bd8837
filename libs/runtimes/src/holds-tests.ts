import type { LanguageId } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';

/**
 * Whether a file seems to hold tests that a run in the mode `tests` would find. A look at the text only, cheap enough
 * for every keystroke: a test in a comment counts, one that is made at run time does not.
 */
export function holdsTests(language: LanguageId, source: string): boolean {
  switch (language) {
    case 'python':
      return PYTHON.test(source);
    case 'javascript':
    case 'typescript':
      return JAVASCRIPT.test(source);
    case 'html':
      return false;
    default:
      return unreachable(language);
  }
}

const PYTHON = new RegExp(
  [
    String.raw`^\s*(?:async\s+)?def\s+test\w*\s*\(`,
    String.raw`^class\s+\w+\s*\([^)]*TestCase`,
    String.raw`^\s*>>>\s`,
  ].join('|'),
  'm',
);
const JAVASCRIPT = /^\s*(?:test|it|describe)(?:\.\w+)*\s*\(\s*['"`]/m;
