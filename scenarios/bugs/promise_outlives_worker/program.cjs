/*---
summary = "Futures that end after their worker are dropped and touch nothing of the worker's"
tags = ["bug", "worker", "async"]
runtimes = { only = ["node", "bun"], because = "in Deno what a terminated worker's promises hold is dropped in some runs only" }
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3404"
kind = "use-after-free"
affected = ["<3.11.0"]
fixed = "3.11.0"
---*/
const { Worker, isMainThread, parentPort } = require('node:worker_threads');
const { droppedTickets, openGate, waitAtGate } = require('#addon');
const { until } = require('#harness');

const promises = 100;

if (isMainThread) {
  const worker = new Worker(__filename);
  worker.on('message', async () => {
    await worker.terminate();
    openGate();
    await until(() => droppedTickets() === promises);
    console.log('dropped', droppedTickets(), 'of', promises);
  });
} else {
  for (let i = 0; i < promises; i++) waitAtGate();
  parentPort.postMessage('all wait');
}
