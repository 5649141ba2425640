/*---
summary = "An async fn rejects with its error's status as code; what a promise was rejected with comes back as the same value"
shows = ["asyncReject", "asyncLookUp", "asyncRelay", "spawnFutureRejectWith", "Error"]
tags = ["future", "async-fn", "errors"]
[[on]]
name = "refers-to-primitives"
runtimes = ["deno"]
because = "Deno's napi_create_reference takes any value, so that Error::from keeps a primitive as it is"
---*/
import { asyncLookUp, asyncReject, asyncRelay, signalFutures, spawnFutureRejectWith } from '#addon';

signalFutures('now');
const told = (error) => `${error instanceof Error ? 'an Error' : typeof error}, ${error.code}: ${error.message}`;
await asyncReject('now', 'no luck').catch((error) => console.log('a status of napi:', told(error)));
await asyncLookUp('Ada').catch((error) => console.log('a type of the addon:', told(error)));

const error = new TypeError('from JavaScript');
error.code = 'ITS_OWN';
for (const value of [error, { an: 'object' }, 'a string', 42, null, undefined]) {
  const what = value instanceof Error ? value.message : value;
  const rejections = {
    'of a promise': () => asyncRelay(Promise.reject(value)),
    'of Error::from': () => spawnFutureRejectWith('now', value),
  };
  for (const [of, reject] of Object.entries(rejections)) {
    await reject().catch((caught) => {
      console.log(what, of, Object.is(caught, value) ? 'is the same' : `became ${told(caught)}`);
    });
  }
}
