// Runs the scenarios beside this file, pair by pair, and prints medians.

import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const [harness, folder, rounds] = process.argv.slice(2);
const [addon] = /(?<=entry = ").*(?=")/.exec(readFileSync(join(folder, 'napi-harness.toml'), 'utf8'));

/** The library as the build made it, with a table that says that objects and events are noted; more room than it needs does no harm. */
function withLibrary() {
  const builds = join(dirname(harness), 'build');
  const libraries = readdirSync(builds).map((name) => join(builds, name, 'out', 'preload.so'));
  const times = libraries.map((path) => [statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0, path]);
  const table = join(folder, 'table');
  writeFileSync(table, Buffer.from(new BigUint64Array([2n]).buffer));
  truncateSync(table, 2 ** 26);
  return { LD_PRELOAD: times.sort(([a], [b]) => b - a)[0][1], NAPI_HARNESS_SITES: table };
}

/** Nanoseconds of a call in a process of its own. */
const call = (environment) =>
  Number(execFileSync(process.execPath, [join(import.meta.dirname, 'call.cjs'), addon], { env: { ...process.env, ...environment } }));

function run(scenario, ...options) {
  const begin = process.hrtime.bigint();
  const result = spawnSync(harness, ['--project', join(folder, 'napi-harness.toml'), 'scenario', 'run', scenario, ...options], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return { result, ms: Number(process.hrtime.bigint() - begin) / 1e6 };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const calls = { bare: [], library: [], first: [], second: [] };
const explained = { blocked: [], crash: [], lost: [] };
for (let round = 0; round < Number(rounds); round += 1) {
  calls.bare.push(call({}));
  calls.library.push(call(withLibrary()));
  // The first run carries nothing, the second one the library and the probe: `--format trace` asks for it.
  const before = new Set(scratch());
  run('calls', '--format', 'trace', '--keep');
  const left = scratch().filter((path) => !before.has(path));
  const [first, second] = left.flatMap(measured);
  for (const path of left) rmSync(path, { recursive: true });
  calls.first.push(first);
  calls.second.push(second);
  for (const scenario of Object.keys(explained)) {
    const { result, ms } = run(scenario, '--format', 'json');
    const { durationMs } = JSON.parse(result.stdout.split('\n')[0]);
    explained[scenario].push(ms - durationMs);
  }
}
function scratch() {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('napi-harness-')).map((name) => join(tmpdir(), name));
}
function measured(path) {
  return readFileSync(join(path, 'calls'), 'utf8').trim().split('\n').map(Number);
}
const ratio = (one, other) => median(one.map((value, round) => value / other[round])).toFixed(2);
console.log(`a call: ${median(calls.bare).toFixed(0)} ns; under the library ${ratio(calls.library, calls.bare)} times that`);
console.log(`a call in a first run: ${median(calls.first).toFixed(0)} ns; in a second run ${ratio(calls.second, calls.first)} times that`);
for (const [scenario, times] of Object.entries(explained)) {
  console.log(`${scenario}: ${median(times).toFixed(0)} ms from the end of the first run to the explanation, start of the harness included`);
}
