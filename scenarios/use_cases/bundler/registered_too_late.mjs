/*---
summary = "Callbacks are registered in setup alone: afterwards there is no build to register them for"
shows = ["PluginBuild"]
tags = ["use-case", "bundler", "errors"]
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { Bundler } from '#addon';

mkdirSync('src');
writeFileSync('src/index.js', "import { name } from './name.js';\nconsole.log(`in the bundle: ${name}`);\n");
writeFileSync('src/name.js', "export const name = 'Ada';\n");

let kept;
const bundler = new Bundler('src/index.js');
bundler.plugin({
  name: 'late',
  setup(build) {
    kept = build;
  },
});
await bundler.build('out/bundle.cjs');
try {
  kept.onProgress(() => {});
} catch (error) {
  console.log(error.message);
}
