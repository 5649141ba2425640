/*---
summary = "A task that ends while its worker is being terminated does not crash the process"
tags = ["bug", "worker", "async"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3536"
kind = "worker-abort"
affected = [">=3.10.2, <3.12.7"]
fixed = "3.12.7"
---*/
const { Worker, isMainThread, parentPort } = require('node:worker_threads');
const { meet, startTask } = require('#addon');
const { mustCall } = require('#harness');

if (isMainThread) {
  const worker = new Worker(__filename);
  worker.on('message', () => {
    // The task is running now, and ends once its worker has been told to stop.
    meet();
    worker.terminate();
    meet();
  });
  worker.on(
    'exit',
    mustCall((code) => console.log('the worker exited with', code)),
  );
} else {
  startTask();
  parentPort.postMessage('started');
}
