import type { Place } from './document-shape.ts';
import { GONE } from './document-shape.ts';
import type { ScannedStruct, StructId } from './update-scan.ts';

/** An entry that another one names: in the document, or earlier in the same update. */
export interface Known {
  readonly place: Place;
  readonly content: 'map' | 'text' | 'none';
  /** The type that the entry holds, or what stands for it until it is applied. */
  readonly type: object;
}

/** The structs of one client id in an update, those that the document lacks from `state` on. */
export class UpdateBlock {
  readonly #structs: readonly ScannedStruct[];
  readonly #places: Place[] = [];
  readonly #first: number;

  constructor(structs: readonly ScannedStruct[], state: number) {
    this.#structs = structs;
    this.#first = structs.findIndex(({ clock, length }) => clock + length > state);
  }

  get end(): number {
    const last = this.#structs.at(-1);
    return last ? last.clock + last.length : 0;
  }

  /** The next struct whose place is not known yet. */
  get next(): ScannedStruct | undefined {
    return this.#structs[this.#first + this.#places.length];
  }

  /** Whether `id` is the last character of the struct that was placed last. */
  isLast({ client, clock }: StructId): boolean {
    const last = this.#structs[this.#first + this.#places.length - 1];
    return (
      last !== undefined &&
      this.#places.length > 0 &&
      last.client === client &&
      last.clock + last.length - 1 === clock
    );
  }

  get lastPlace(): Place | undefined {
    return this.#places.at(-1);
  }

  settle(place: Place): void {
    this.#places.push(place);
  }

  find(clock: number): Known | undefined {
    let low = this.#first;
    let high = this.#first + this.#places.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const struct = this.#structs[middle];
      if (!struct) return undefined;
      if (clock < struct.clock) high = middle - 1;
      else if (clock >= struct.clock + struct.length) low = middle + 1;
      else return this.#known(middle, struct);
    }
    return undefined;
  }

  forEachPlaced(visit: (struct: ScannedStruct, place: Place) => void): void {
    for (let i = 0; i < this.#places.length; i++) {
      const struct = this.#structs[this.#first + i];
      const place = this.#places[i];
      if (struct && place) visit(struct, place);
    }
  }

  #known(index: number, struct: ScannedStruct): Known {
    const kind = struct.kind === 'item' ? struct.content.kind : 'deleted';
    return {
      place: this.#places[index - this.#first] ?? GONE,
      content: kind === 'map' || kind === 'text' ? kind : 'none',
      type: struct,
    };
  }
}
