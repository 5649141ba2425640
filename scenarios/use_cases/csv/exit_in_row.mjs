/*---
summary = "process.exit in onRow ends the process at once, whatever the reading thread is doing"
shows = ["processCSV"]
tags = ["use-case", "csv", "exit"]
[expect]
end = "exit 3"
---*/
import { writeFileSync } from 'node:fs';
import { processCSV } from '#addon';
import { mustNotCall } from '#harness';

const rows = Array.from({ length: 10_000 }, (_, index) => `${index}`);
writeFileSync('numbers.csv', `a\n${rows.join('\n')}\n`);

processCSV({
  file: 'numbers.csv',
  onRow({ a }) {
    console.log('row', a);
    if (a === '2') process.exit(3);
  },
  onComplete: mustNotCall('onComplete'),
  onError: mustNotCall('onError'),
});
