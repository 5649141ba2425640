/*---
summary = "Eight concurrent builds each call only their own hooks, and the process exits"
shows = ["run", "close", "processAssets"]
tags = ["hooks", "exit"]
---*/
import { readFileSync } from 'node:fs';
import { rspack } from '@rspack/core';
import { mustCall } from '#harness';
import { build, close, compilerWith } from '../fixtures/project.mjs';

async function built(number) {
  const filename = `${number}.js`;
  const banner = mustCall((assets, compilation) => {
    const source = new rspack.sources.RawSource(`// build ${number} of ${Object.keys(assets)}`);
    compilation.updateAsset(filename, source);
  });
  const compiler = compilerWith(
    ({ hooks }) =>
      hooks.compilation.tap('banner', (compilation) => {
        compilation.hooks.processAssets.tapPromise('banner', async (assets) => banner(assets, compilation));
      }),
    { output: { filename } },
  );
  await build(compiler);
  await close(compiler);
  return readFileSync(`dist/${filename}`, 'utf8');
}

console.log(await Promise.all(Array.from({ length: 8 }, (_, number) => built(number))));
