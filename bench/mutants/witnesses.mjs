// Which scenarios name a function of the addon: by its name in JavaScript, or by what of it JavaScript reaches.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { tables } from './tables.mjs';

const unexported = tables(readFileSync(join(import.meta.dirname, 'witnesses.toml'), 'utf8')).witness;

/** What scenarios say in `shows` of the mutated function. */
export function namesOf({ file, function: of, before }) {
  const path = file.replace(/^addon\/src\//, '');
  const listed = unexported.find((entry) => entry.file === path && entry.functions.split(', ').includes(of));
  if (listed) return listed.shows.split(' ');
  const [owner, method] = of.split('::');
  if (method) {
    if (new RegExp(`#\\[napi[^\\]]*\\]\\s*pub struct ${owner}\\b`).test(before)) return [owner];
  } else if (new RegExp(`#\\[napi[^\\]]*\\]\\s*(?:#\\[allow[^\\]]*\\]\\s*)*pub (?:async )?fn ${of}\\b`).test(before)) {
    // napi's rule for functions.
    return [of.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())];
  }
  throw new Error(`${file}: ${of} is not exported, and witnesses.toml does not say who uses it`);
}

/** The runs that name one of `names`, those that measure growth last: they take longest. What is compiled only, and never runs, is left out. */
export function witnesses(harness, project, names) {
  const filters = names.map((name) => `shows:${name}`);
  const list = execFileSync(harness, ['--project', project, 'scenario', 'list', '--format', 'json', ...filters], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const lines = list.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const scenarios = lines.filter(({ file, end }) => !file.endsWith('.rs') && !/^type/.test(end));
  const isLong = ({ tags }) => tags.includes('growth');
  const stages = [scenarios.filter((it) => !isLong(it)), scenarios.filter(isLong)];
  return stages.map((some) => some.map(({ scenario }) => scenario)).filter((some) => some.length > 0);
}
