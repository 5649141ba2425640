/*---
summary = "Reactions in Rust, awaited arguments and deferreds accumulate nothing, fulfilled or rejected"
shows = ["PromiseRaw", "Promise", "JsDeferred", "promiseThen", "awaitPromise", "settleOnThread"]
tags = ["promise", "growth"]
runtimes = { only = ["node", "bun"], because = "Deno 2.9 itself keeps some bytes of each deferred" }
[growth]
iterations = 200
---*/
import * as addon from '#addon';
import { iterate } from '#harness';

const pass = (value) => value;
await iterate(() =>
  Promise.allSettled([
    addon.promiseFinally(addon.promiseThen(Promise.resolve(1), pass), pass),
    addon.promiseCatch(Promise.reject(2), pass),
    addon.promiseErrIn(Promise.resolve(3), 'then'),
    addon.awaitPromise(Promise.resolve('4')),
    addon.awaitPromise(Promise.reject(new Error('5'))),
    addon.settleOnThread('resolve'),
    addon.settleOnThread('resolverErrs'),
    addon.settleOnThreads(2),
  ]),
);
