/*---
summary = "Processing a file again and again accumulates nothing"
shows = ["processCSV"]
tags = ["use-case", "csv", "growth"]
runtimes = { only = ["node", "bun"], because = "Deno 2.9 itself keeps some bytes of each file" }
[growth]
iterations = 300
---*/
import { writeFileSync } from 'node:fs';
import { processCSV } from '#addon';
import { iterate } from '#harness';

writeFileSync('sales.csv', 'region,amount\nnorth,10\nsouth,-3\nwest,25\n');

await iterate(
  () =>
    new Promise((resolve, reject) => {
      processCSV({
        file: 'sales.csv',
        onRow: (row) => row.amount > 0,
        onProgress: () => {},
        onComplete: resolve,
        onError: reject,
      });
    }),
);
