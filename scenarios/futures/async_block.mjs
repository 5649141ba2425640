/*---
summary = "An AsyncBlock disposes on JavaScript's thread before it resolves, and not at all when its future fails"
shows = ["asyncBlock", "asyncBlockWithMap", "AsyncBlockBuilder::with_dispose", "AsyncBlockBuilder::build_with_map"]
tags = ["future", "async-block", "errors", "throws"]
[expect]
panics = ["the future panicked"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
---*/
import { asyncBlock, asyncBlockWithMap, census, signalFutures, takeCaptureDrops } from '#addon';
import { until } from '#harness';

signalFutures('now');
const error = new TypeError('no');
const fail = () => {
  throw error;
};
const dispose = () => console.log('  the disposal is called');
const blocks = {
  resolves: () => asyncBlock('now', 'value', dispose),
  'disposal throws': () => asyncBlock('now', 'value', fail),
  'future fails': () => asyncBlock('now', 'error', dispose),
  'future panics': () => asyncBlock('now', 'panic', dispose),
  'is mapped': () => asyncBlockWithMap('now', 'value', (value) => `a mapping of ${value}`),
  'map throws': () => asyncBlockWithMap('now', 'value', fail),
  'future of a map fails': () => asyncBlockWithMap('now', 'error', fail),
};
for (const [name, block] of Object.entries(blocks)) {
  console.log(`${name}:`);
  await block().then(
    (value) => console.log(`  resolved with ${value}`),
    (caught) => console.log(`  rejected with ${caught === error ? 'the same Error' : caught.code}`),
  );
  await until(() => census().alive === 0);
  for (const drop of takeCaptureDrops()) console.log(`  dropped: ${drop}`);
}
