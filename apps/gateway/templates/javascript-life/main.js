// Conway's game of life. Draw another beginning: # is alive.
const GENERATIONS = 4;

let world = `
.........
..#......
...#.....
.###.....
.........
.........
`
  .trim()
  .split('\n')
  .map((row) => [...row].map((cell) => cell === '#'));

const isAlive = (x, y) => world[y]?.[x] ?? false;

function neighbours(x, y) {
  let count = 0;
  for (const dy of [-1, 0, 1]) {
    for (const dx of [-1, 0, 1]) if ((dx || dy) && isAlive(x + dx, y + dy)) count++;
  }
  return count;
}

for (let generation = 0; generation <= GENERATIONS; generation++) {
  console.log(`generation ${generation}`);
  for (const row of world) console.log(row.map((alive) => (alive ? '■' : '·')).join(' '));
  world = world.map((row, y) =>
    row.map((alive, x) => {
      const around = neighbours(x, y);
      return around === 3 || (alive && around === 2);
    }),
  );
}
