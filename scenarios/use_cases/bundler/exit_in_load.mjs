/*---
summary = "process.exit in onLoad ends the process in mid-build"
shows = ["Bundler"]
tags = ["use-case", "bundler", "exit"]
[expect]
end = "exit 3"
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { Bundler } from '#addon';

mkdirSync('src');
writeFileSync('src/index.js', "import { name } from './name.js';\nconsole.log(`in the bundle: ${name}`);\n");
writeFileSync('src/name.js', "export const name = 'Ada';\n");

const bundler = new Bundler('src/index.js');
bundler.plugin({
  name: 'exits',
  setup: (build) => build.onLoad({ filter: /name\.js$/ }, () => process.exit(3)),
});
bundler.build('out/bundle.cjs').then(() => console.log('built'));
