// Loads the addon, writes down what it exports, which native libraries that mapped and which modules it required, and ends: what holds the event loop
// after loading does not count here. Not to standard output: that may take a part of it only, and the addon may print there, too.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files that are mapped into this process; none where the system does not tell (proc(5), `/proc/PID/maps`). */
function mapped() {
  try {
    const lines = readFileSync('/proc/self/maps', 'utf8').split('\n');
    return new Set(lines.map((line) => line.match(/^\S+ \S+ \S+ \S+ \d+ +(\/.*)$/)?.[1]).filter(Boolean));
  } catch {
    return new Set();
  }
}

const before = mapped();
const addon = await import('#addon');
const libraries = [...mapped()].filter((file) => !before.has(file));
// No runtime says which ECMAScript modules it has loaded. What stands beside this file was written by the harness.
const own = dirname(fileURLToPath(import.meta.url)) + sep;
const modules = Object.keys(createRequire(import.meta.url).cache ?? {}).filter((file) => !file.startsWith(own));
// Of a CommonJS module whose names cannot be seen, `default` has them all.
const exports = [...new Set([...Object.keys(addon), ...Object.keys(Object(addon.default))])];
writeFileSync(new URL('loaded.json', import.meta.url), JSON.stringify({ exports, libraries, modules }));
process.exit(0);
