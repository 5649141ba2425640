// Prints what several files of figures (RESULTS of `run`) say of the same ways, a column each, named as the files are:
// runtimes, or builds.

import { basename } from 'node:path';

import { apart, middle, ratiosOf, readRuns, wall } from './statistics.mjs';
import { allAtOnce } from './ways/all-at-once.mjs';
import { mainThread } from './ways/main-thread.mjs';

const files = process.argv.slice(2);
const columns = files.map(readRuns);
const line = (cells) => console.log(`| ${cells.join(' | ')} |`);
line(['napi / floor, over the runs', ...files.map((file) => basename(file, '.jsonl'))]);
console.log(`|${'---|'.repeat(files.length + 1)}`);
for (const way of Object.keys({ ...mainThread, ...allAtOnce })) {
  const cells = columns.map((runs) => ratiosOf(runs, { way, side: 'napi' }, { way, side: 'floor' }, wall));
  line([way, ...cells.map((ratios) => `${middle(ratios)} (${apart(ratios)})`)]);
}
