/*---
summary = "Workers that build concurrently and in turn each end by themselves, with and without close(), and so does the process; the main thread builds, too"
shows = ["run", "close"]
tags = ["worker", "exit"]
[variants]
close = [true, false]
---*/
import { once } from 'node:events';
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { variant } from '#harness';
import { build, close, compilerWith, writeProject } from '../fixtures/project.mjs';

if (isMainThread) {
  // Here, as workers that do it at once would read what others have half written.
  writeProject();
  async function exitOf(number) {
    const [code] = await once(new Worker(new URL(import.meta.url), { workerData: number }), 'exit');
    return code;
  }
  for (let turn = 0; turn < 3; turn++) {
    console.log('the workers exited with', ...(await Promise.all([exitOf(2 * turn), exitOf(2 * turn + 1)])));
  }
}
const compiler = compilerWith(() => {}, { output: { filename: `${workerData ?? 'main'}.js` } });
const stats = await build(compiler);
if (stats.hasErrors()) throw new Error(stats.toString());
if (variant.close) await close(compiler);
if (isMainThread) console.log('the main thread has built');
