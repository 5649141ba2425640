// Mutations of the addon: is each noticed by a scenario that names the mutated function?
//
// addon.mjs ROOT WORK [again]: results stand in WORK/results.jsonl as they come; what stands there is not run again, but with `again`, where
// it was not caught.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { copyOf } from './checkout.mjs';
import { byHand, generated } from './mutations.mjs';
import { add, idOf, todo } from './results.mjs';
import { cargo, install, isInBody } from './schemata.mjs';
import { namesOf, witnesses } from './witnesses.mjs';

/** Scenarios have time limits of their own; this is for what none of them stops. */
const LIMIT = 10 * 60_000;

const [root, work, again] = process.argv.slice(2);
const results = join(work, 'results.jsonl');
const harness = join(root, 'target/debug/napi-harness');
const copy = join(work, 'checkout');
const project = join(copy, 'napi-harness.toml');
const active = join(work, 'active');

const run = (...args) =>
  spawnSync(harness, ['--project', project, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    timeout: LIMIT,
    killSignal: 'SIGINT',
    // What a mutated addon leaves behind is none of the user's.
    env: { ...process.env, XDG_CACHE_HOME: join(work, 'cache') },
  });

/** The first run that fails, twice in a row: a machine under load is no catch. */
function failing(scenarios) {
  const options = ['--fail-fast', '--retries', '1', '--format', 'json'];
  const { status, error, stdout, stderr } = run('scenario', 'run', ...options, ...scenarios);
  if (error) return { outcome: 'timeout' };
  if (status === 0) return undefined;
  // An addon that does not load is noticed by all.
  if (status === 3) return { outcome: 'caught', by: 'the harness', why: stderr.trim().split('\n')[0] };
  if (status !== 1) throw new Error(`the harness ended with ${status}:\n${stderr}`);
  const lines = stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const failed = lines.find(({ event, verdict }) => event === 'finished' && verdict !== 'passed' && verdict !== 'skipped');
  const [reason] = failed.reasons;
  return { outcome: 'caught', by: failed.scenario, variant: failed.variant ?? undefined, why: reason.message ?? reason.kind };
}

function judge(names) {
  for (const scenarios of witnesses(harness, project, names)) {
    const result = failing(scenarios);
    if (result) return result;
  }
  return { outcome: 'survived' };
}

/** What fails without a mutation catches nothing. */
function isFaultless(mutations) {
  const result = judge([...new Set(mutations.flatMap(({ names }) => names))]);
  if (result.outcome === 'survived') return;
  console.error(`without a mutation: ${JSON.stringify(result)}`);
  process.exit(1);
}

function build() {
  const { status, stderr } = run('addon', 'build');
  return status === 0 ? undefined : { outcome: 'unbuildable', why: /^error.*/m.exec(stderr)?.[0] };
}

copyOf(root, copy);
const fromCargo = generated(root, 'callback-patterns', ['addon/src/guide/*.rs', 'addon/src/lifecycle/*.rs']);
const mutations = [...byHand(root, fromCargo), ...fromCargo].map((mutation) => ({ ...mutation, names: namesOf(mutation) }));
writeFileSync(join(work, 'current.json'), JSON.stringify(mutations.map(idOf)));
const open = todo(results, mutations, again);
console.log(`${mutations.length} mutations, ${open.length} to run`);

const together = open.filter(isInBody);
if (together.length > 0) {
  install(copy, 'addon/src/lib.rs', together, active, () => cargo(copy, 'build', '-p', 'callback-patterns'));
  const failed = build();
  if (failed) throw new Error(failed.why);
  isFaultless(together);
}
for (const mutation of together) {
  const start = Date.now();
  writeFileSync(active, String(mutation.number));
  const result = mutation.error ? { outcome: 'unbuildable', why: mutation.error } : judge(mutation.names);
  add(results, mutation, result, start);
}
writeFileSync(active, '0');

// What is not in a function's body, one build after the other.
const alone = open.filter((mutation) => !isInBody(mutation));
if (alone.length > 0) copyOf(root, copy);
for (const mutation of alone) {
  const start = Date.now();
  writeFileSync(join(copy, mutation.file), mutation.after);
  add(results, mutation, build() ?? judge(mutation.names), start);
  writeFileSync(join(copy, mutation.file), mutation.before);
}
