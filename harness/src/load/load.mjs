// Loads the addon, writes down what it exports and which native libraries that mapped, and ends: what holds the event loop
// after loading is no matter here. Not to standard output: that may take a part of it only, and the addon may print there, too.
import { readFileSync, writeFileSync } from 'node:fs';

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
// Of a CommonJS module whose names cannot be seen, `default` has them all.
const exports = [...new Set([...Object.keys(addon), ...Object.keys(Object(addon.default))])];
writeFileSync(new URL('loaded.json', import.meta.url), JSON.stringify({ exports, libraries }));
process.exit(0);
