// Mutations of what the harness judges by: is each noticed by a unit test?
//
// harness.mjs ROOT WORK [again]: results stand in WORK/results.jsonl as they come; what stands there is not run again, but with `again`,
// where it was not caught.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { copyOf } from './checkout.mjs';
import { generated } from './mutations.mjs';
import { add, idOf, todo } from './results.mjs';
import { cargo, install, isInBody } from './schemata.mjs';

/** Endings and verdicts, hangs, growth. */
const FILES = ['harness/src/verdict.rs', 'harness/src/run/stillness.rs', 'harness/src/run/growth/mod.rs'];

/** All unit tests take a second or two. */
const LIMIT = 120_000;

const [root, work, again] = process.argv.slice(2);
const results = join(work, 'results.jsonl');
const copy = join(work, 'checkout');
const active = join(work, 'active');

function judge(units) {
  const { status, error, stdout } = spawnSync(units, { cwd: join(copy, 'harness'), encoding: 'utf8', maxBuffer: 2 ** 30, timeout: LIMIT });
  if (error) return { outcome: 'timeout' };
  if (status === 0) return { outcome: 'survived' };
  return { outcome: 'caught', by: /^test (.*) \.\.\. FAILED$/m.exec(stdout)?.[1] ?? 'the end of the tests' };
}

/** Twice in a row: a machine under load is no catch. */
function judgeTwice(units) {
  const result = judge(units);
  return result.outcome === 'caught' ? judge(units) : result;
}

copyOf(root, copy);
const mutations = generated(root, 'napi-harness', FILES);
const outside = mutations.find((mutation) => !isInBody(mutation));
if (outside) throw new Error(`not in a function's body: ${outside.what}`);
writeFileSync(join(work, 'current.json'), JSON.stringify(mutations.map(idOf)));
const open = todo(results, mutations, again);
console.log(`${mutations.length} mutations, ${open.length} to run`);
if (open.length > 0) {
  const build = () => cargo(copy, 'test', '--no-run', '-p', 'napi-harness', '--lib');
  const messages = install(copy, 'harness/src/lib.rs', open, active, build);
  const units = messages.find(({ executable, profile }) => executable && profile.test).executable;
  const faultless = judge(units);
  if (faultless.outcome !== 'survived') throw new Error(`without a mutation: ${JSON.stringify(faultless)}`);
  for (const mutation of open) {
    const start = Date.now();
    writeFileSync(active, String(mutation.number));
    const result = mutation.error ? { outcome: 'unbuildable', why: mutation.error } : judgeTwice(units);
    add(results, mutation, result, start);
  }
  writeFileSync(active, '0');
}
