// Turns what bench/run measured into ratios.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const folder = process.argv[2];
const read = (name) => readFileSync(join(folder, name), 'utf8');
const results = (name) => JSON.parse(read(name)).results;
const row = (what, value, limit) => console.log(`${what.padEnd(52)} ${value.padStart(9)}   ${limit}`);

const median = Object.fromEntries(results('trivial.json').map((result) => [result.command, result.median]));
console.log('\n== ratios');
row('harness / xargs -P$(nproc) -n1 node', (median.harness / median.xargs).toFixed(3), 'at most 1.10');
row('harness / node --test', (median.harness / median['node-test']).toFixed(3), 'below 1');
const [bare, first] = results('first.json');
// Of many short runs the fastest is the one that nothing else disturbed.
row('first run of a script / bare node', (first.min / bare.min).toFixed(3), 'at most 1.02');
const [check] = results('check.json');
row('the check that the addon is up to date', `${(check.median * 1000).toFixed(1)} ms`, 'at most 50 ms');

for (const run of [1, 2, 3]) {
  const runs = read(`suite-${run}.json`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter((line) => line.event === 'finished');
  const longest = Math.max(...runs.map((line) => line.durationMs));
  const cpu = runs.reduce((sum, line) => sum + line.cpuMs, 0) / availableParallelism();
  const wall = Number(read(`suite-${run}.ms`));
  const bound = longest > cpu ? 'longest scenario' : 'CPU / cores';
  row(
    `suite: wall ${wall} ms / ${bound} ${Math.round(Math.max(longest, cpu))} ms`,
    (wall / Math.max(longest, cpu)).toFixed(3),
    'at most 1.3',
  );
}
