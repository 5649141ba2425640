/*---
summary = "The callback of spawn_future_with_callback runs on JavaScript's thread; if the future fails it is dropped uncalled, on Tokio's"
shows = ["spawnFutureThenCall", "spawnFutureThenFail", "Env::spawn_future_with_callback"]
tags = ["future", "errors", "throws"]
[expect]
panics = ["the future panicked"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
---*/
import { census, signalFutures, spawnFutureThenCall, spawnFutureThenFail, takeCaptureDrops } from '#addon';
import { mustNotCall, until } from '#harness';

signalFutures('now');
const error = new TypeError('no');
const uncalled = mustNotCall('a callback whose future failed');
const calls = {
  'returns a string': ['value', (value, thread) => `${value}, on ${thread}`],
  'returns a number': ['value', () => 42],
  'throws an Error': [
    'value',
    () => {
      throw error;
    },
  ],
  'after an Err': ['error', uncalled],
  'after a panic': ['panic', uncalled],
};
const told = (caught) => (caught === error ? 'the same Error' : caught.code);
for (const [name, [end, callback]] of Object.entries(calls)) {
  const promise = spawnFutureThenCall('now', end, callback);
  await promise.then(
    (value) => console.log(`${name}: resolved with ${value}`),
    (caught) => console.log(`${name}: rejected with ${told(caught)}`),
  );
  await until(() => census().alive === 0);
  for (const drop of takeCaptureDrops()) console.log(`  dropped: ${drop}`);
}
await spawnFutureThenFail().catch((caught) => console.log(`fails in Rust: ${caught.code}: ${caught.message}`));
