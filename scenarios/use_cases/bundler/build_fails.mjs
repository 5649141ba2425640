/*---
summary = "What goes wrong while a module is loaded goes to onError, and rejects the build with the same error: what JavaScript threw stays the same object"
shows = ["Bundler", "PluginBuild"]
tags = ["use-case", "bundler", "errors", "async"]
[variants]
how = ["throws", "rejects", "returns-a-number", "no-such-import", "no-such-entry"]
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { Bundler } from '#addon';
import { mustCall, variant } from '#harness';

mkdirSync('src');
writeFileSync('src/index.js', "import { name } from './name.js';\nconsole.log(`in the bundle: ${name}`);\n");
writeFileSync('src/name.js', "export const name = 'Ada';\n");

if (variant.how === 'no-such-import') writeFileSync('src/name.js', "\nimport './nowhere.js';\n");
const bundler = new Bundler(variant.how === 'no-such-entry' ? 'src/nowhere.js' : 'src/index.js');
let heard;
bundler.plugin({
  name: 'fails',
  setup(build) {
    build.onLoad({ filter: /name\.js$/ }, () => {
      if (variant.how === 'throws') throw new RangeError('thrown in onLoad');
      if (variant.how === 'rejects') return Promise.reject(new RangeError('rejected in onLoad'));
      if (variant.how === 'returns-a-number') return 42;
    });
    build.onError(mustCall((error) => (heard = error)));
  },
});
try {
  await bundler.build('out/bundle.cjs');
} catch (error) {
  console.log(error.name, error.message);
  console.log('onError had the same object:', heard === error, heard.message === error.message);
}
