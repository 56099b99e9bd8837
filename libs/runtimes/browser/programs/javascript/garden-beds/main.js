// Modules in a cycle, console in depth, input, and an error at the end.
import { Bed, beds } from './lib/bed.js';
import * as tools from './lib/tools.js';

const rows = Number(prompt('Rows?'));
for (let row = 0; row < rows; row += 1) new Bed(`bed ${row}`, row);
console.log(beds, tools);
console.log('%s has %d beds', { toString: () => 'garden' }, beds.size, [beds.get('bed 1')]);
console.table([...beds.values()].map(({ name, size }) => ({ name, size })));
console.group('promises');
const settled = [
  Promise.resolve({ ok: 1 }),
  new Promise(() => {}),
  tools.fails().catch((error) => error.name),
];
console.log(settled[0], settled[1]);
console.groupEnd();
await null;
console.log(await settled[2], new Map([[{ a: 1 }, new Set(['b'])]]), [undefined, , 3n]);
console.log(new Proxy({ target: true }, { get: () => 'trapped' }));
const { late } = await import(`./lib/${'late'}.js`);
console.log(late(), prompt('More?'));
setTimeout(() => console.log('before the end'), 5);
setTimeout(() => {
  throw Object.assign(new RangeError('frost'), { degrees: -3 });
}, 30);
setTimeout(() => console.log('never'), 300);
