/** Lines that somebody typed for programs, for the arrow keys to bring back: as a shell does it. */
export class InputHistory {
  readonly #lines: string[] = [];
  readonly #max: number;
  /** How many lines back; 0 is the line being typed. */
  #back = 0;
  #draft = '';

  constructor(max = 200) {
    this.#max = max;
  }

  /** A line was sent: it is the newest now, once. */
  add(line: string): void {
    this.#back = 0;
    this.#draft = '';
    if (line.trim() === '' || line === this.#lines.at(-1)) return;
    this.#lines.push(line);
    if (this.#lines.length > this.#max) this.#lines.shift();
  }

  /** The line before the one on show; `current` is kept for the way back. */
  older(current: string): string {
    if (this.#back === 0) this.#draft = current;
    this.#back = Math.min(this.#back + 1, this.#lines.length);
    return this.#shown();
  }

  /** The line after the one on show, at the end what was being typed. */
  newer(current: string): string {
    if (this.#back === 0) return current;
    this.#back--;
    return this.#shown();
  }

  #shown(): string {
    return this.#back === 0 ? this.#draft : (this.#lines.at(-this.#back) ?? '');
  }
}
