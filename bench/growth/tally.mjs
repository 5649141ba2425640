// Counts the wrong judgements in reports of `scenario run --format json`, and prints them as a table.

import { readFileSync } from 'node:fs';

const lines = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const finished = lines.filter(({ event }) => event === 'finished');

// What leaks: how much of which kind with each call (what glibc's allocator hands out for so many bytes, what V8 takes for such an object, or one),
// and what has to stand in the place besides the line.
const LEAKS = {
  n16: ['native', 24, 'leaks::leak_native at '],
  n64: ['native', 72, 'leaks::leak_native at '],
  n512: ['native', 520, 'leaks::leak_native at '],
  n4096: ['native', 4104, 'leaks::leak_native at '],
  ref: ['references', 1, 'leaks::leak_function_ref at '],
  tsfn: ['handles', 1, 'leaks::leak_threadsafe_function at '],
  handle: ['handles', 1, 'UDPWRAP'],
  buffer: ['external', 1024, 'leaks::leak_buffer at '],
  map: ['heap', 96, '`m`'],
  promise: ['heap', 56, '`p`'],
};

/** The line of the call that leaks. */
function lineOf(scenario) {
  const lines = readFileSync(new URL(`scenarios/${scenario}.mjs`, import.meta.url), 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes('push(createSocket('));
  return 1 + (at < 0 ? lines.findIndex((line) => line.includes('await iterate(')) : at);
}

/** What is wrong with what was said of a program that leaks, and by how much the size is; nothing where all is right. */
function judged({ scenario, growth, reasons }) {
  const [kind, size, part] = LEAKS[scenario.split('/')[1]];
  const found = growth?.quantities.find((quantity) => quantity.kind === kind);
  if (found?.judgement !== 'leaks' || reasons.some((reason) => reason.kind !== 'leak')) return { wrong: 'not found' };
  const place = growth.places.find((place) => place.kind === kind);
  // Of native memory, the place's own blocks are counted; the slope has the noise of all others in it.
  const told = kind === 'native' && place ? place.perIteration : found.perIteration;
  const error = Math.abs(told / size - 1);
  if (error > 0.15) return { error, wrong: `${told} for ${size}` };
  const at = place?.javascript?.match(/:(\d+):\d+$/)?.[1];
  // Of objects that are no functions no line is known.
  const right = place && JSON.stringify(place).includes(part) && (at === undefined || Number(at) === lineOf(scenario));
  return { error, wrong: right ? undefined : `place: ${JSON.stringify(place)}` };
}

const rows = new Map();
for (const line of finished) {
  const key = `${line.runtime} | ${line.scenario.split('/')[0]}`;
  const row = rows.get(key) ?? { runs: 0, wrong: 0, undecided: 0, unmeasured: 0, error: 0, which: new Set() };
  rows.set(key, row);
  row.runs += 1;
  if (line.scenario.startsWith('leaking/')) {
    const { error, wrong } = judged(line);
    row.error = Math.max(row.error, error ?? 0);
    if (wrong) {
      row.wrong += 1;
      row.which.add(`${line.scenario} (${wrong})`);
    }
    continue;
  }
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
