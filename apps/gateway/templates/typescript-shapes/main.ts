// Add a shape to shapes.ts: the compiler names every place that does not know it yet.
import type { Shape } from './shapes.ts';
import { area, describe } from './shapes.ts';

const shapes: Shape[] = [
  { kind: 'circle', radius: 1 },
  { kind: 'rectangle', width: 3, height: 4 },
  { kind: 'triangle', base: 6, height: 2 },
];

for (const shape of shapes) console.log(`${describe(shape).padEnd(22)}${area(shape).toFixed(2).padStart(6)}`);
console.log(`together ${shapes.reduce((sum, shape) => sum + area(shape), 0).toFixed(2)}`);
