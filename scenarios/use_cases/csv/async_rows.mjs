/*---
summary = "Rows whose promises have not settled hold the reader back: no more than 64 are open at a time"
shows = ["processCSV"]
tags = ["use-case", "csv", "async", "queue"]
---*/
import { writeFileSync } from 'node:fs';
import { processCSV } from '#addon';
import { mustCall, mustNotCall, until } from '#harness';

const rows = Array.from({ length: 300 }, (_, index) => `${index},${index}`);
writeFileSync('numbers.csv', `a,b\n${rows.join('\n')}\n`);

let open = 0;
let most = 0;
const holds = [];
processCSV({
  file: 'numbers.csv',
  onRow: mustCall(async ({ a }) => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => holds.push(resolve));
    open -= 1;
    return Number(a) % 3 !== 0;
  }, 300),
  onComplete: mustCall((results) => console.log(results, { most, open })),
  onError: mustNotCall('onError'),
});

// None settles before the limit is reached, so that it is known to be.
await until(() => open === 64);
for (let settled = 0; settled < 300; settled++) {
  await until(() => holds.length > 0);
  holds.shift()();
}
