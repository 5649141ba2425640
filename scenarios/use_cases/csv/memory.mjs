/*---
summary = "A file of 100,000 rows takes no more memory than one of 10,000: the queue holds the reader back"
shows = ["processCSV"]
tags = ["use-case", "csv", "queue", "memory"]
timeout = "60s" # 120,000 rows are written and read
flags = ["--expose-gc", "--max-old-space-size=24", "--max-semi-space-size=1"]
runtimes = { only = ["node"], because = "elsewhere nothing keeps the garbage of JavaScript so small" }
---*/
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { processCSV } from '#addon';
import { mustNotCall } from '#harness';

const MEGABYTE = 1024 * 1024;
const text = 'x'.repeat(500);

function write(file, count) {
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, 'number,text\n');
  for (let n = 0; n < count; n += 1000) {
    writeSync(descriptor, Array.from({ length: 1000 }, (_, index) => `${n + index},${text}\n`).join(''));
  }
  closeSync(descriptor);
}

/** The most memory that the process has held since `forget`; Linux counts it. */
const peak = () => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
const forget = () => writeFileSync('/proc/self/clear_refs', '5');

/** Bytes that processing needed above what the process held before. */
async function needed(file, count) {
  globalThis.gc();
  forget();
  const before = peak();
  const { accepted } = await new Promise((resolve) => {
    processCSV({ file, onRow: () => {}, onComplete: resolve, onError: mustNotCall('onError') });
  });
  console.log('rows:', accepted);
  return peak() - before;
}

write('few.csv', 10_000);
write('many.csv', 100_000);
// The first time the heap grows to what it needs.
await needed('few.csv');
const few = await needed('few.csv');
const many = await needed('many.csv');
console.log('a file of', Math.round((100_000 * 508) / MEGABYTE), 'MB');
console.log('takes less than 16 MB more than a tenth of it:', many - few < 16 * MEGABYTE);
