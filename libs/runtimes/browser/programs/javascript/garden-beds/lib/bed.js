import { weigh } from './tools.js';
export const beds = new Map();
export class Bed {
  constructor(name, size) {
    this.name = name;
    this.size = size;
    this.weight = weigh(this);
    beds.set(name, this);
  }
}
