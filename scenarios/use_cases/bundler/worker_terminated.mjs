/*---
summary = "A worker that is terminated in onLoad gets no further call, and the main thread builds the same"
shows = ["Bundler"]
tags = ["use-case", "bundler", "worker"]
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { Worker, isMainThread } from 'node:worker_threads';
import { Bundler } from '#addon';
import { gate } from '#harness';

if (isMainThread) {
  mkdirSync('src');
  writeFileSync('src/index.js', "import { name } from './name.js';\nconsole.log(`in the bundle: ${name}`);\n");
  writeFileSync('src/name.js', "export const name = 'Ada';\n");
  const worker = new Worker(new URL(import.meta.url));
  await gate('in-load').opened();
  await worker.terminate();
  console.log('terminated');
  console.log(await new Bundler('src/index.js').build('out/bundle.cjs'));
} else {
  const bundler = new Bundler('src/index.js');
  const hold = () => {
    gate('in-load').open();
    // Until the worker is terminated.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  bundler.plugin({ name: 'holds', setup: (build) => build.onLoad({ filter: /name\.js$/ }, hold) });
  bundler.build('out/never.cjs');
}
