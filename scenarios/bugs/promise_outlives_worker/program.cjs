/*---
summary = "Futures that end after their worker are dropped and touch nothing of the worker's"
tags = ["bug", "worker", "async"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3404"
kind = "use-after-free"
affected = ["<3.11.0"]
fixed = "3.11.0"
[[on]]
name = "keeps-some"
sometimes = true
runtimes = ["deno"]
because = "Deno does not always drop what a terminated worker's promises hold, and then the scenario waits for it in vain"
end = "timeout"
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
