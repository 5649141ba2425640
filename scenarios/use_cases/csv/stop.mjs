/*---
summary = "stop() reads no further, also from within onRow and twice: at most the 64 rows on their way still come, then the results"
shows = ["processCSV", "CsvRun"]
tags = ["use-case", "csv", "close"]
---*/
import { writeFileSync } from 'node:fs';
import { processCSV } from '#addon';
import { mustCall, mustNotCall } from '#harness';

const rows = Array.from({ length: 10_000 }, (_, index) => `${index}`);
writeFileSync('numbers.csv', `a\n${rows.join('\n')}\n`);

let count = 0;
const run = processCSV({
  file: 'numbers.csv',
  onRow: ({ a }) => {
    count += 1;
    if (a !== '9') return;
    run.stop();
    run.stop();
  },
  onComplete: mustCall((results) => {
    console.log('stopped:', results.stopped);
    console.log('few came after that:', results.accepted === count && count >= 10 && count <= 10 + 64);
  }),
  onError: mustNotCall('onError'),
});
