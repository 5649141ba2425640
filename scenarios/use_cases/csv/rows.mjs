/*---
summary = "processCSV calls onRow for each row, counts what it returns, and reports progress and results"
shows = ["processCSV"]
claim = "use-case-data-pipeline"
tags = ["use-case", "csv"]
---*/
import { writeFileSync } from 'node:fs';
import { processCSV } from '#addon';
import { mustCall, mustNotCall } from '#harness';

writeFileSync('sales.csv', 'region,amount\nnorth,10\nsouth,-3\nwest,25\n');

processCSV({
  file: 'sales.csv',
  onRow: mustCall((row) => {
    console.log(row);
    return Number(row.amount) > 0;
  }, 3),
  onProgress: mustCall((processed, total) => console.log(`${processed} of ${total} bytes`)),
  onComplete: mustCall((results) => console.log(results)),
  onError: mustNotCall('onError'),
});
console.log('it goes on in the background');
