// Results as they come, one a line, so that an interrupted run goes on where it was.

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** What a mutation is known by: the file before and after it. */
export function idOf({ before, after }) {
  return createHash('sha256').update(before).update('\0').update(after).digest('hex').slice(0, 16);
}

/** The last result of each mutation in `path`, by its id. */
export function read(path) {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  return new Map(lines.map((line) => JSON.parse(line)).map((result) => [result.id, result]));
}

/** Those that have no result yet; with `again`, those that were not caught as well. */
export function todo(path, mutations, again) {
  const known = read(path);
  return mutations.filter((mutation) => {
    const outcome = known.get(idOf(mutation))?.outcome;
    return !outcome || (again && outcome !== 'caught' && outcome !== 'unbuildable');
  });
}

/** Adds one, and says so. */
export function add(path, mutation, result, start) {
  const { source, file, function: of, what } = mutation;
  const seconds = Math.round((Date.now() - start) / 1000);
  const record = { id: idOf(mutation), source, file, function: of, what, ...result, seconds, at: new Date().toISOString() };
  appendFileSync(path, `${JSON.stringify(record)}\n`);
  console.log(`${result.outcome.padEnd(11)} ${seconds} s  ${file}: ${of}: ${what}${result.by ? `  (${result.by})` : ''}`);
}
