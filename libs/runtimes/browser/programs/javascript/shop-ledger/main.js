// Node's modules: files that are read and written, streams of events, and an exit with a code.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import fs from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { format, promisify } from 'node:util';
import ledger, { total } from './lib/ledger.cjs';

const rows = fs
  .readFileSync('sales.csv', 'utf8')
  .trim()
  .split('\n')
  .map((row) => row.split(','));
console.log(rows.length, total(rows), ledger.file, ledger.rate);

await mkdir('out/2026', { recursive: true });
await writeFile(path.join('out', '2026', 'sum.json'), JSON.stringify({ total: total(rows) }));
fs.appendFileSync('out/log.txt', 'written\n');
console.log(fs.readdirSync('out').join(), await readFile('out/2026/sum.json', 'utf8'));
console.log(fs.existsSync('none'), fs.statSync('sales.csv').size);
assert.throws(() => fs.readFileSync('none'), { code: 'ENOENT' });

class Till extends EventEmitter {}
const till = new Till();
till.on('sale', (price) => console.log('sale', price));
till.emit('sale', 3);
setTimeout(() => till.emit('closed', 'six'), 5);
console.log(...(await once(till, 'closed')), await sleep(1, 'later'));

const half = promisify((n, done) => setTimeout(() => done(null, n / 2), 1));
console.log(format('%s is %d', 'half', await half(9)));
try {
  assert.deepEqual({ a: [1, 2] }, { a: [1, 3] });
} catch (error) {
  console.log(error.name, error.code);
}
console.log(Buffer.from('crème').toString('base64'), process.argv.length, typeof process.hrtime.bigint());
process.stdout.write('end of ');
process.stdout.write('day\n');
process.on('exit', (code) => console.log('exit', code));
setTimeout(() => process.exit(3), 5);
setInterval(() => {}, 1000);
