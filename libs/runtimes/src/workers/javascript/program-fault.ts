/** An error of linking, shaped as Node's: it has a `code`. */
export class ProgramFault extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}
