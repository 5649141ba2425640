/*---
summary = "An async fn runs on Tokio's threads and settles its promise when it is done, not in the order of the calls"
shows = ["asyncThread", "asyncText", "execute_tokio_future"]
tags = ["future", "async-fn"]
---*/
import { asyncText, asyncThread, signalFutures } from '#addon';

console.log('it runs on', await asyncThread());

const first = asyncText('for the first', 'the first');
const second = asyncText('for the second', 'the second');
const settled = Promise.all([first, second].map(async (promise) => console.log('settled:', await promise)));
signalFutures('for the second');
await second;
signalFutures('for the first');
await settled;
