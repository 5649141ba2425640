/*---
summary = "Builds again and again, with plugins that close over their bundler, accumulate nothing"
shows = ["Bundler"]
tags = ["use-case", "bundler", "growth"]
runtimes = { only = ["node", "bun"], because = "Deno 2.9 itself keeps some bytes of each build" }
[growth]
iterations = 300
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { Bundler } from '#addon';
import { iterate } from '#harness';

mkdirSync('src');
writeFileSync('src/index.js', "import { name } from './name.js';\nconsole.log(`in the bundle: ${name}`);\n");
writeFileSync('src/name.js', "export const name = 'Ada';\n");

await iterate(async () => {
  const bundler = new Bundler('src/index.js');
  bundler.plugin({
    name: 'closes over it',
    setup(build) {
      build.onLoad({ filter: /name/ }, async () => void bundler);
      build.onProgress(() => void bundler);
      build.onError(() => bundler.cancel());
    },
  });
  await bundler.build('out/bundle.cjs');
});
