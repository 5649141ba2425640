/*---
summary = "Of threads that settle one promise at once with clones of a deferred one wins; the resolvers of the others are dropped and do not run"
shows = ["JsDeferred", "settleOnThreads", "census"]
tags = ["promise", "deferred", "threads", "many"]
---*/
import { census, settleOnThreads } from '#addon';
import { mustCall, until } from '#harness';

await Promise.all(Array.from({ length: 20 }, () => settleOnThreads(4).then(mustCall())));
// A thread that comes too late drops its resolver in its own time.
await until(() => census().alive === 0);
const { made, delivered, dropped } = census();
console.log({ made, delivered, dropped });
