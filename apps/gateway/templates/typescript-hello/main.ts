// Press Run, or Ctrl+Enter. Everybody in this session sees the output.
interface Person {
  readonly name: string;
  readonly born: number;
  readonly nickname?: string;
}

const people: readonly Person[] = [
  { name: 'Ada Lovelace', born: 1815 },
  { name: 'Grace Hopper', born: 1906, nickname: 'Amazing Grace' },
  { name: 'Katherine Johnson', born: 1918 },
];

const byCentury = new Map<number, Person[]>();
for (const person of people) {
  const century = Math.ceil(person.born / 100);
  byCentury.set(century, [...(byCentury.get(century) ?? []), person]);
}

for (const [century, born] of byCentury) {
  console.log(`${century}th century: ${born.map(({ name, nickname }) => nickname ?? name).join(', ')}`);
}
