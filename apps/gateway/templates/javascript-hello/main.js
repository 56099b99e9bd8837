// Press Run, or Ctrl+Enter. Everybody in this session sees the output.
import { countWords } from './words.js';

const text = 'the quick brown fox jumps over the lazy dog and the cat';

for (const [word, count] of countWords(text).slice(0, 3)) {
  console.log(`${word.padEnd(6)} ${'▪'.repeat(count)}`);
}

const people = ['Ada', 'Grace', 'Katherine'];
console.log(`Hello, ${new Intl.ListFormat('en').format(people)}!`);
