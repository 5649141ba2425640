/*---
summary = "A throwing listener of a watcher is reported only on standard error; the watcher goes on and can be closed"
shows = ["watch", "RolldownWatcher::on"]
tags = ["watch", "errors", "exit"]
---*/
import { writeFileSync } from 'node:fs';
import { watch } from 'rolldown';
import { mustNotCall } from '#harness';

process.on('uncaughtException', mustNotCall('uncaughtException'));
process.on('unhandledRejection', mustNotCall('unhandledRejection'));
writeFileSync('input.js', 'console.log(1)');

const watcher = watch({ input: 'input.js' });
watcher.on('event', async ({ code, result }) => {
  await result?.close();
  console.log(code);
  if (code === 'BUNDLE_END') throw new Error('the listener is broken');
  if (code === 'END') await watcher.close();
});
