import { Bed } from './bed.js';
export function weigh(bed) {
  return bed instanceof Bed ? bed.size * 2.5 : -0;
}
export const fails = async () => {
  throw new TypeError('rusty');
};
