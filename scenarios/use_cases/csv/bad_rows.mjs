/*---
summary = "A row that cannot be read, or at which onRow throws or rejects, goes to onError with its line, and the others go on"
shows = ["processCSV"]
tags = ["use-case", "csv", "errors"]
---*/
import { writeFileSync } from 'node:fs';
import { processCSV } from '#addon';
import { mustCall } from '#harness';

writeFileSync('sales.csv', 'region,amount\nnorth,10\nsouth\nwest,throws\n"two\nlines",rejects\neast,20\n');

const own = new RangeError('thrown by onRow');
processCSV({
  file: 'sales.csv',
  onRow: mustCall(({ amount }) => {
    if (amount === 'throws') throw own;
    if (amount === 'rejects') return Promise.reject(new TypeError('rejected by onRow'));
  }, 4),
  onComplete: mustCall((results) => console.log(results)),
  onError: mustCall((error) => {
    console.log(`line ${error.line}: ${error.message}`);
    if (error.line === 4) console.log('the same object:', error === own);
  }, 3),
});
