/*---
summary = "A rejection of a promise that Rust takes and drops is nobody's any more: it counts as handled"
shows = ["Promise", "dropPromise", "awaitPromises"]
tags = ["promise", "async", "lost"]
---*/
import { awaitPromises, dropPromise } from '#addon';
import { mustNotCall } from '#harness';

process.on('unhandledRejection', mustNotCall('unhandledRejection'));

dropPromise(Promise.reject(new Error('dropped')));
// The first rejection is what comes of it, and nobody hears of the second.
await awaitPromises([Promise.reject(new Error('the first')), Promise.reject(new Error('the second'))]).catch(
  ({ message }) => console.log('rejected:', message),
);
