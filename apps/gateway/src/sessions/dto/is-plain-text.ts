import { Matches } from 'class-validator';

// Controls, line ends, and characters that reorder or hide what stands beside them. Joiners (U+200C, U+200D) stay:
// emoji and several scripts need them.
const PLAIN = /^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]*$/u;

/** One line of text that shows as what it is: for titles, which others see in lists and tabs. */
export const IsPlainText = (): PropertyDecorator =>
  Matches(PLAIN, { message: '$property has characters that cannot be shown' });
