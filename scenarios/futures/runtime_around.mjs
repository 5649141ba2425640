/*---
summary = "A synchronous function, and the callback of a future, have no runtime around them unless they enter it"
shows = ["within_runtime_if_available", "runtimeWithin", "runtimeAroundEnteredFunction", "Env::spawn_future_with_callback"]
tags = ["future", "runtime"]
---*/
import * as addon from '#addon';

console.log('async fn:', await addon.runtimeAroundAsyncFunction());
console.log('blocking closure:', await addon.runtimeAroundBlockingClosure());
console.log('callback of a future:', await addon.runtimeAroundCallback());
console.log('synchronous fn:', addon.runtimeAroundFunction());
console.log('synchronous fn with #[napi(async_runtime)]:', addon.runtimeAroundEnteredFunction());
console.log('within_runtime_if_available:', addon.runtimeWithin());
