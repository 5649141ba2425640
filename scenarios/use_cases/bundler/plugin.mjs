/*---
summary = "A plugin transforms files in onLoad, hears of progress, and the bundle runs"
shows = ["Bundler", "PluginBuild"]
claim = "use-case-bundler-phases"
tags = ["use-case", "bundler", "async"]
---*/
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Bundler } from '#addon';
import { mustCall, mustNotCall } from '#harness';

mkdirSync('src/shapes', { recursive: true });
const files = {
  'index.js': `import circle, { square as box } from './shapes';
import * as data from './data.ts';
import './effect.mjs';
import { sep } from 'node:path';
console.log('in the bundle:', circle(1), box(2), data.unit, sep);
`,
  'effect.mjs': "console.log('an effect');\n",
  'data.ts': "export const unit: string = 'cm';\n",
  'shapes/index.js': "export { default } from './circle.js';\nexport * from './square.js';\n",
  'shapes/circle.js': 'const pi = 3;\nexport default (radius) => pi * radius ** 2;\n',
  'shapes/square.js': 'function square(side) {\n  return side ** 2;\n}\nexport { square };\n',
};
for (const [name, text] of Object.entries(files)) writeFileSync(join('src', name), text);

const messages = [];
const bundler = new Bundler('src/index.js');
bundler.plugin({
  name: 'types',
  setup(build) {
    console.log('setup of', this.name);
    build.onLoad(
      { filter: /\.tsx?$/ },
      mustCall(async ({ path }) => ({ contents: readFileSync(path, 'utf8').replace(/: \w+/, '') })),
    );
    build.onLoad({ filter: /CIRCLE/i }, mustCall());
    build.onProgress((percentage, message) => messages.push(`${percentage}% - ${message}`));
    build.onError(mustNotCall('onError'));
  },
});
const report = await bundler.build('out/bundle.cjs');
console.log(report);
console.log(messages.length, 'steps, the last of them:', messages.at(-1));
createRequire(import.meta.url)('./out/bundle.cjs');
