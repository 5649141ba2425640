/*---
summary = "A runtime given to register_async_runtime in module_init runs the futures of async fn and spawn_future, and Tokio starts for its own functions alone"
shows = ["register_async_runtime", "try_register_async_runtime", "AsyncRuntime", "AsyncRuntimeTask", "Env::spawn_future", "shutdown_async_runtime"]
tags = ["future", "runtime", "errors"]
features = ["async-runtime"]
env = { TOKIO_WORKER_THREADS = "1" }
[expect]
panics = ["in the task"]
---*/
import { asyncThread, blockingThread, futureThread, never, panics } from '#addon';
import { registerAnother, shutDown, start, threads } from '#addon';

const reason = (promise) => promise.catch(({ code, message }) => `${code}, ${message}`);

console.log('async fn on', await asyncThread());
console.log('spawn_future on', await futureThread());
console.log('threads:', threads());
console.log('spawn_blocking on', await blockingThread());
console.log('threads:', Object.keys(threads()));

console.log('a panic:', await reason(panics()));
try {
  registerAnother();
} catch ({ code, message }) {
  console.log('a second runtime:', code, message);
}

// What is pending is dropped.
const pending = reason(never());
shutDown();
console.log('pending at its shutdown:', await pending);
console.log('threads:', threads());
// What starts afterwards starts it again.
console.log('after its shutdown:', await reason(asyncThread()));
shutDown();
start();
console.log('restarted:', await asyncThread());
