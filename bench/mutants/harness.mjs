// Mutations of what the harness judges by: is each noticed by a unit test, or else by a test of the whole binary?
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

/** Of the tests of the whole binary, those that see what these files decide and need no other runtime; the fast ones first. */
const MODULES = {
  'harness/src/verdict.rs': ['unseen::', 'endings::', 'repeating::', 'behaviours::', 'reports::', 'growing::'],
  'harness/src/run/stillness.rs': ['endings::', 'hangs::'],
  'harness/src/run/growth/mod.rs': ['growing::'],
};

/** Unit tests take a second, tests of the whole binary a minute on a machine under load. */
const LIMITS = { units: 60_000, integration: 10 * 60_000 };

const [root, work, again] = process.argv.slice(2);
const results = join(work, 'results.jsonl');
const copy = join(work, 'checkout');
const active = join(work, 'active');

/** The first test that fails; whatever hangs is noticed by whoever waits. */
function failing(program, limit, ...filter) {
  const { status, error, stdout } = spawnSync(program, filter, {
    cwd: join(copy, 'harness'),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    timeout: limit,
    env: { ...process.env, XDG_CACHE_HOME: join(work, 'cache') },
  });
  if (error) return { outcome: 'timeout' };
  if (status === 0) return undefined;
  return { outcome: 'caught', by: /^test (.*) \.\.\. FAILED$/m.exec(stdout)?.[1] ?? `${program.split('/').pop()}, which ended` };
}

/** Where the tests were built. */
const program = {};

const judges = {
  units: () => failing(program.units, LIMITS.units),
  integration({ file }) {
    for (const module of MODULES[file]) {
      // Twice in a row: a machine under load is no catch.
      const found = failing(program.integration, LIMITS.integration, module) && failing(program.integration, LIMITS.integration, module);
      if (found) return found;
    }
    return undefined;
  },
};

copyOf(root, copy);
const mutations = generated(root, 'napi-harness', FILES);
writeFileSync(join(work, 'current.json'), JSON.stringify(mutations.map(idOf)));
const open = todo(results, mutations, again).filter(isInBody);
console.log(`${mutations.length} mutations, ${open.length} to run`);
if (open.length > 0) {
  const build = () => cargo(copy, {}, 'test', '--no-run', '-p', 'napi-harness', '--lib', '--test', 'integration');
  const messages = install(copy, 'harness/src/lib.rs', open, active, build);
  const programOf = (kind) => messages.find(({ executable, target }) => executable && target.kind.includes(kind)).executable;
  Object.assign(program, { units: programOf('lib'), integration: programOf('test') });
  for (const mutation of open.filter(({ error }) => error)) add(results, mutation, { outcome: 'unbuildable', why: mutation.error }, Date.now());
  // Those that the unit tests leave go to the tests of the whole binary.
  let left = open.filter(({ error }) => !error);
  for (const [stage, judge] of Object.entries(judges)) {
    writeFileSync(active, '0');
    for (const file of new Set(left.map((mutation) => mutation.file))) {
      const result = judge({ file });
      if (result) throw new Error(`without a mutation: ${JSON.stringify(result)}`);
    }
    left = left.filter((mutation) => {
      const start = Date.now();
      writeFileSync(active, String(mutation.number));
      const result = judge(mutation) ?? (stage === 'integration' ? { outcome: 'survived' } : undefined);
      if (result) add(results, mutation, result, start);
      return !result;
    });
    console.log(`${left.length} are left by the ${stage}`);
  }
  writeFileSync(active, '0');
}
