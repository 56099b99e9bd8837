// Enums, decorators, namespaces and an error whose place is in the source as written.
import { Axle, type Vehicle } from './vehicle';
import type { Unused } from './nowhere';

enum Kind {
  Car = 2,
  Truck = Axle.Heavy,
  Bus,
}
namespace Toll {
  export const base = 1.5;
  export namespace Night {
    export const factor = 2;
  }
}
function logged<This, Args extends unknown[], R>(
  method: (this: This, ...args: Args) => R,
  context: ClassMethodDecoratorContext,
) {
  return function (this: This, ...args: Args): R {
    console.log('call', String(context.name), args.length);
    return method.call(this, ...args);
  };
}
abstract class Booth<T extends Vehicle> {
  static #count = 0;
  constructor(
    protected readonly name: string,
    private passed: T[] = [],
  ) {
    Booth.#count += 1;
  }
  @logged
  pass(vehicle: T): number {
    this.passed.push(vehicle);
    return vehicle.axles * Toll.base * Toll.Night.factor;
  }
  static get count(): number {
    return Booth.#count;
  }
}
class NightBooth extends Booth<Vehicle & { plate?: string }> {}
const booth = new NightBooth('north');
console.log(booth.pass({ axles: Kind.Truck } satisfies Vehicle), Kind[Kind.Bus], Booth.count);
const none: Unused | undefined = undefined;
console.log(String(none!), <string>'cast');
function refuse(reason: string): never {
  throw new Error(reason);
}
refuse('closed');
