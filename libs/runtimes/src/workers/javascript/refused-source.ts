import type { SourcePlace } from '../../wire/messages.ts';

/** A file that the compiler cannot read; shown as a SyntaxError. */
export class RefusedSource extends SyntaxError {
  readonly place: SourcePlace | null;

  constructor(message: string, place: SourcePlace | null) {
    super(message);
    this.place = place;
  }
}
