/*---
summary = "What onProgress or onError throws or rejects with, and what setup throws, comes from the build, and the process lives on"
shows = ["Bundler", "PluginBuild"]
tags = ["use-case", "bundler", "errors"]
[variants]
thrower = ["onProgress", "onError", "setup"]
how = ["throws", "rejects"]
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { Bundler } from '#addon';
import { variant } from '#harness';

mkdirSync('src');
writeFileSync('src/index.js', "import { name } from './name.js';\nconsole.log(`in the bundle: ${name}`);\n");
writeFileSync('src/name.js', "export const name = 'Ada';\n");

const throws = (name) => () => {
  if (name !== variant.thrower) return;
  if (variant.how === 'rejects' && name !== 'setup') return Promise.reject(new Error(`rejected by ${name}`));
  throw new Error(`thrown by ${name}`);
};
const bundler = new Bundler(variant.thrower === 'onError' ? 'src/nowhere.js' : 'src/index.js');
bundler.plugin({
  name: 'throws',
  setup(build) {
    build.onProgress(throws('onProgress'));
    build.onError(throws('onError'));
    throws('setup')();
  },
});
try {
  const built = bundler.build('out/bundle.cjs');
  console.log('build returned a promise');
  await built;
} catch (error) {
  console.log(error.message);
}
