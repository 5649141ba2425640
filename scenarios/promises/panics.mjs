/*---
summary = "A panic in a reaction, or in a deferred's resolver, aborts the process; nothing is rejected"
shows = ["PromiseRaw::then", "JsDeferred::resolve", "promisePanicIn", "settleOnThread"]
tags = ["promise", "deferred", "panic"]
[variants]
where = ["then", "finally", "resolver"]
[expect]
end = "crash SIGABRT"
panics = ["no luck in"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build, before it comes to where it cannot unwind"
---*/
import { promisePanicIn, settleOnThread } from '#addon';
import { variant } from '#harness';

const promise =
  variant.where === 'resolver' ? settleOnThread('resolverPanics') : promisePanicIn(Promise.resolve(), variant.where);
promise.catch(() => console.log('rejected'));
