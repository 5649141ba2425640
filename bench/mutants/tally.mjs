// What became of all mutations, in a table, and those that were not caught: tally.mjs WORK.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { read } from './results.mjs';

const [work] = process.argv.slice(2);
const COLUMNS = ['caught', 'survived', 'timeout', 'unbuildable'];

const rows = [];
for (const what of ['addon', 'harness']) {
  const list = join(work, what, 'current.json');
  const current = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  const known = read(join(work, what, 'results.jsonl'));
  const done = current.map((id) => known.get(id)).filter(Boolean);
  for (const { source, file, function: of, what: change, outcome } of done) {
    const area = /addon\/src\/\w+|.*/.exec(file)[0];
    rows.push({ area: source === 'by hand' ? `${area}, ${source}` : area, outcome, what: `${file}: ${of}: ${change}` });
  }
  if (done.length < current.length) console.log(`${current.length - done.length} mutations of the ${what} have not run yet\n`);
}

console.log(`| Mutated | Mutations | ${COLUMNS.join(' | ')} |\n|---|${'---|'.repeat(COLUMNS.length + 1)}`);
for (const area of [...new Set(rows.map((row) => row.area))].sort()) {
  const some = rows.filter((row) => row.area === area);
  const counts = COLUMNS.map((outcome) => some.filter((row) => row.outcome === outcome).length);
  console.log(`| ${area} | ${some.length} | ${counts.join(' | ')} |`);
}
console.log();
for (const { outcome, what } of rows) if (outcome !== 'caught' && outcome !== 'unbuildable') console.log(`${outcome}: ${what}`);
