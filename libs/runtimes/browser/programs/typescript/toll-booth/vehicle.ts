export interface Vehicle {
  axles: number;
}
export const enum Axle {
  Light = 2,
  Heavy = 4,
}
