// A copy of a checkout, with what is not committed yet: nothing is ever mutated where somebody works. As a program: checkout.mjs ROOT COPY.

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Makes `copy` hold the files of the checkout `root`. What is equal stays, so that cargo builds only what has changed. */
export function copyOf(root, copy) {
  const git = (...args) => execFileSync('git', ['-C', root, 'ls-files', '-z', ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const files = new Set(git('--cached', '--others', '--exclude-standard').split('\0').filter(Boolean));
  const changed = new Set();
  for (const file of files) {
    const [from, to] = [join(root, file), join(copy, file)];
    // Deleted, and not committed.
    if (!existsSync(from) || !lstatSync(from).isFile()) files.delete(file);
    else if (!existsSync(to) || !readFileSync(from).equals(readFileSync(to))) {
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(from, to);
      changed.add(file);
    }
  }
  prune(copy, files);
  // A repository of its own, so that the `.gitignore` above, which ignores it, says nothing about what is in it.
  execFileSync('git', ['init', '--quiet', copy]);
  if (changed.has('addon/package-lock.json')) {
    const options = ['--prefix', join(copy, 'addon'), '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['ci', ...options], { stdio: 'inherit' });
  }
}

/** What is gone from the checkout, and snapshots that wait for a review in the copy. */
function prune(copy, files) {
  for (const folder of ['scenarios', 'snapshots', 'addon/src', 'harness/src']) {
    const list = execFileSync('find', [folder, '-type', 'f', '-print0'], { cwd: copy, encoding: 'utf8', maxBuffer: 2 ** 28 });
    for (const file of list.split('\0').filter(Boolean)) if (!files.has(file)) rmSync(join(copy, file));
  }
}

if (process.argv[1] === import.meta.filename) copyOf(...process.argv.slice(2));
