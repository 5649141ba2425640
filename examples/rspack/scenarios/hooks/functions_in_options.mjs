/*---
summary = "Functions in the options are called from Rust, too: entry and externals may answer later; rule conditions and file names are asked at once"
shows = ["entry", "externals", "output.filename"]
tags = ["hooks"]
---*/
import { basename } from 'node:path';
import { record } from '#harness';
import { build, close, compilerWith, fixture } from '../fixtures/project.mjs';

const later = () => new Promise((resolve) => setImmediate(resolve));

const compiler = compilerWith(() => {}, {
  async entry() {
    record('entry');
    await later();
    return { main: { import: ['./src/entry.js'] } };
  },
  externals: [
    async ({ request }) => {
      record('external?', request);
      await later();
      return request === './greeting.js' ? 'commonjs greeting' : undefined;
    },
  ],
  module: {
    rules: [
      {
        test(file) {
          record('test', basename(file));
          return true;
        },
        use: fixture('replacing_loader.cjs'),
      },
    ],
  },
  output: {
    filename({ chunk }) {
      record('filename', chunk.name);
      return `${chunk.name}.bundle.js`;
    },
  },
});
const stats = await build(compiler);
console.log('errors:', stats.hasErrors());
console.log('emitted:', Object.keys(stats.compilation.assets));
await close(compiler);
