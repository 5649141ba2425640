/*---
summary = "Two builds at once have callbacks of their own, and do not disturb each other"
shows = ["Bundler"]
tags = ["use-case", "bundler", "async"]
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { Bundler } from '#addon';
import { mustCall } from '#harness';

mkdirSync('src');
writeFileSync('src/index.js', "import { name } from './name.js';\nconsole.log(`in the bundle: ${name}`);\n");
writeFileSync('src/name.js', "export const name = 'Ada';\n");

const bundler = new Bundler('src/index.js');
bundler.plugin({
  name: 'counts',
  setup: mustCall((build) => build.onLoad({ filter: /./ }, mustCall(async () => {}, 2)), 2),
});
const built = await Promise.all([bundler.build('out/one.cjs'), bundler.build('out/two.cjs')]);
console.log(built.map(({ modules }) => modules));
