/*---
summary = "A build whose plugin never settles its promise holds the process for ever"
shows = ["Bundler", "PluginBuild"]
tags = ["use-case", "bundler", "async", "liveness"]
timeout = "4s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "idle"
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { Bundler } from '#addon';

mkdirSync('src');
writeFileSync('src/index.js', "import { name } from './name.js';\nconsole.log(`in the bundle: ${name}`);\n");
writeFileSync('src/name.js', "export const name = 'Ada';\n");

const bundler = new Bundler('src/index.js');
bundler.plugin({
  name: 'waits',
  setup: (build) => build.onLoad({ filter: /name\.js$/ }, () => (globalThis.kept = new Promise(() => {}))),
});
bundler.build('out/bundle.cjs').then(() => console.log('built'));
console.log('building');
