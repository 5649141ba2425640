// Where mutations come from: cargo-mutants, and the list beside this file for what it does not reach.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { tables } from './tables.mjs';

/** Those that cargo-mutants knows of for these files of a package, in the checkout `root`. */
export function generated(root, name, files) {
  const patterns = files.flatMap((file) => ['--file', file]);
  const list = execFileSync('cargo', ['mutants', '--list', '--json', '--diff', '-p', name, ...patterns], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(list).map(({ name: what, file, function: of, diff }) => {
    const before = readFileSync(join(root, file), 'utf8');
    return {
      source: 'cargo-mutants',
      file,
      function: of.function_name,
      // The name begins with the place: its line and column.
      what: what.replace(/^\S+?:(\d+):(\d+): /, '$1:$2: '),
      before,
      after: patched(before, diff),
      body: bodyOf(before, of),
    };
  });
}

/** Those of `by_hand.toml` for the addon; `functions` are mutations of cargo-mutants, which knows where functions begin and end. */
export function byHand(root, functions) {
  const list = tables(readFileSync(join(import.meta.dirname, 'by_hand.toml'), 'utf8')).mutation;
  return list.map(({ file: path, function: of, find, replace, why }) => {
    const file = join('addon/src', path);
    const before = readFileSync(join(root, file), 'utf8');
    const count = before.split(find).length - 1;
    if (count !== 1) throw new Error(`by_hand.toml: ${file} has ${count} times what is to be found once:\n${find}`);
    const { body } = functions.find((it) => it.file === file && it.function === of) ?? {};
    if (!body) throw new Error(`by_hand.toml: there is no function ${of} in ${file}`);
    return { source: 'by hand', file, function: of, what: why, before, after: before.replace(find, () => replace), body };
  });
}

/** `text` after a unified diff of it. */
function patched(text, diff) {
  const lines = text.split('\n');
  const hunks = diff.split(/^(?=@@ )/m).slice(1);
  // From the last one on, so that the lines of the others keep their numbers.
  for (const hunk of hunks.reverse()) {
    const [head, ...body] = hunk.split('\n');
    const [, from, count = '1'] = /^@@ -(\d+)(?:,(\d+))?/.exec(head);
    const after = body.filter((line) => /^[ +]/.test(line)).map((line) => line.slice(1));
    lines.splice(Number(from) - 1, Number(count), ...after);
  }
  return lines.join('\n');
}

/** Where the function's body begins and ends in `text`, between its braces. */
function bodyOf(text, { function_name: name, span: { start, end } }) {
  const lines = text.split('\n');
  const offset = ({ line, column }) => lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
  const [from, to] = [offset(start), offset(end)];
  const head = new RegExp(`^\\s*(?:pub(?:\\(.*?\\))? )?(?:async )?fn ${name.split('::').pop()}\\b`, 'm');
  const { index } = head.exec(text.slice(from, to));
  return { from: text.indexOf('{', from + index) + 1, to: to - 1 };
}
