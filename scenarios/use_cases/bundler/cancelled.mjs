/*---
summary = "cancel() within onLoad, and twice, ends the build with an error, and the next build works"
shows = ["Bundler"]
tags = ["use-case", "bundler", "close"]
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { Bundler } from '#addon';
import { mustCall } from '#harness';

mkdirSync('src');
writeFileSync('src/index.js', "import { name } from './name.js';\nconsole.log(`in the bundle: ${name}`);\n");
writeFileSync('src/name.js', "export const name = 'Ada';\n");

const bundler = new Bundler('src/index.js');
let first = true;
bundler.plugin({
  name: 'cancels',
  setup(build) {
    build.onLoad({ filter: /name\.js$/ }, () => {
      if (!first) return;
      first = false;
      bundler.cancel();
      bundler.cancel();
    });
    if (first) build.onError(mustCall((error) => console.log('onError:', error.message)));
  },
});
await bundler.build('out/bundle.cjs').catch((error) => console.log(error.code, error.message));
console.log(await bundler.build('out/bundle.cjs').then(({ modules }) => modules), 'modules in the second one');
