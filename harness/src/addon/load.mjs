// Loads the addon, says what it exports, and ends: what holds the event loop after loading is no matter here.
import { writeSync } from 'node:fs';

const addon = await import('#addon');
// Of a CommonJS module whose names cannot be seen, `default` has them all.
const names = new Set([...Object.keys(addon), ...Object.keys(Object(addon.default))]);
writeSync(1, `\n${JSON.stringify([...names])}\n`);
process.exit(0);
