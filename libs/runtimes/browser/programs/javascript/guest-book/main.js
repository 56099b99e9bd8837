// Lines of input by readline, while a timer goes on, then the rest at once.
const fs = require('node:fs');
const readline = require('node:readline');

const book = readline.createInterface({ input: process.stdin, output: process.stdout });
book.question('Your name? ', (name) => {
  console.log(`Welcome, ${name}!`);
  book.on('line', (line) => {
    if (line !== 'done') return console.log(`- ${line}`);
    book.close();
  });
  book.on('close', () => {
    setTimeout(() => console.log(JSON.stringify(fs.readFileSync(0, 'utf8'))), 1);
  });
});
