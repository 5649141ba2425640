// Loads the addon, writes down what it exports, and ends: what holds the event loop after loading is no matter here.
// Not to standard output: that may take a part of it only, and the addon may print there, too.
import { writeFileSync } from 'node:fs';

const addon = await import('#addon');
// Of a CommonJS module whose names cannot be seen, `default` has them all.
const names = new Set([...Object.keys(addon), ...Object.keys(Object(addon.default))]);
writeFileSync(new URL('exports.json', import.meta.url), JSON.stringify([...names]));
process.exit(0);
