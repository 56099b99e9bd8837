import { Injectable } from '@nestjs/common';

/** Whether this instance is going down: load balancers are told first, then people are moved, then it stops. */
@Injectable()
export class Drain {
  #isDraining = false;

  get isDraining(): boolean {
    return this.#isDraining;
  }

  begin(): void {
    this.#isDraining = true;
  }
}
