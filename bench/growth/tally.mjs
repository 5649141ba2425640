// Counts the wrong judgements in reports of `scenario run --format json`, and prints them as a table.

import { readFileSync } from 'node:fs';

const lines = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const finished = lines.filter(({ event }) => event === 'finished');

// What glibc's allocator hands out for so many bytes, and one of each of the rest.
const SIZES = {
  'leaking/n16': ['native', 24],
  'leaking/n64': ['native', 72],
  'leaking/n512': ['native', 520],
  'leaking/n4096': ['native', 4104],
  'leaking/ref': ['references', 1],
  'leaking/tsfn': ['handles', 1],
  'leaking/buffer': ['external', 1024],
};

/** By how much the measured size is wrong; `undefined` where the program has no known one. */
function error({ scenario, growth }) {
  const [kind, size] = SIZES[scenario] ?? [];
  const found = growth?.quantities.find((quantity) => quantity.kind === kind);
  return found && Math.abs(found.perIteration / size - 1);
}

const rows = new Map();
for (const line of finished) {
  const key = `${line.runtime} | ${line.scenario.split('/')[0]}`;
  const row = rows.get(key) ?? { runs: 0, wrong: 0, undecided: 0, unmeasured: 0, error: 0, which: new Set() };
  rows.set(key, row);
  row.runs += 1;
  row.error = Math.max(row.error, error(line) ?? 0);
  if (line.growth?.uncounted) row.unmeasured += 1;
  if (line.verdict === 'passed') continue;
  if (line.reasons.every(({ kind }) => kind === 'undecided')) row.undecided += 1;
  else row.wrong += 1;
  row.which.add(`${line.scenario} (${line.reasons.map(({ kind }) => kind)})`);
}
console.log('| Runtime | Programs | Runs | Wrong | Undecided | Native memory not counted | Largest error of a size | Which |');
console.log('|---|---|---|---|---|---|---|---|');
for (const [key, row] of rows) {
  const size = key.endsWith('leaking') ? `${(row.error * 100).toFixed(1)} %` : '';
  console.log(`| ${key} | ${row.runs} | ${row.wrong} | ${row.undecided} | ${row.unmeasured} | ${size} | ${[...row.which].join(', ')} |`);
}
