/*---
summary = "A panic in a future rejects its promise, with the message only if that is a literal; what the future owned is dropped"
shows = ["asyncPanic", "spawnFuture", "asyncBlock", "panicInPool", "blockOnInFuture", "spawn_blocking", "block_on"]
tags = ["future", "async-fn", "panic", "errors"]
[expect]
panics = ["no room", "Box<dyn Any>", "the future panicked", "Cannot start a runtime from within a runtime", "the closure panicked"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
panics = ["no room"]
---*/
import { asyncBlock, asyncPanic, asyncText, blockOnInFuture, census, panicInPool } from '#addon';
import { signalFutures, spawnFuture, takeCaptureDrops } from '#addon';
import { mustNotCall, until } from '#harness';

signalFutures('now');
const futures = {
  'a literal': () => asyncPanic('now', 'literal'),
  'a formatted message': () => asyncPanic('now', 'formatted'),
  'a value': () => asyncPanic('now', 'value'),
  'a spawned future': () => spawnFuture('now', 'panic'),
  'an AsyncBlock': () => asyncBlock('now', 'panic', mustNotCall('the disposal')),
  'a blocking closure': () => panicInPool(),
  'block_on in a future': () => blockOnInFuture(),
};
for (const [name, future] of Object.entries(futures)) {
  await future().catch((error) => console.log(`${name}: ${error.code}: ${error.message.slice(0, 45)}`));
}
await until(() => census().alive === 0);
console.log(takeCaptureDrops());
console.log('afterwards:', await asyncText('now', 'the runtime goes on'));
