/*---
summary = "process.exit() in a callback inside a worker ends only that worker"
shows = ["sendUntilRefused", "census"]
tags = ["worker", "exit"]
timeout = "6s" # Deno sits it out
[[on]]
name = "never-settles"
runtimes = ["deno"]
because = "Deno drops nothing that is queued when its worker ends, so the scenario waits for it in vain"
end = "timeout"
---*/
import { once } from 'node:events';
import { Worker, isMainThread } from 'node:worker_threads';
import { census, sendUntilRefused } from '#addon';
import { until } from '#harness';

if (isMainThread) {
  const [code] = await once(new Worker(new URL(import.meta.url)), 'exit');
  console.log('the worker exited with', code);
  await until(() => census().senders === 0);
  console.log('delivered in the worker:', census().delivered);
} else {
  sendUntilRefused((text) => {
    if (text === 'payload 3') process.exit(7);
  });
}
