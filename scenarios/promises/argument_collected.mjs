/*---
summary = "An argument that is collected unsettled rejects the call that awaits it, and what Rust holds is dropped"
shows = ["Promise", "awaitPromise", "awaitSendablePromise", "census"]
tags = ["promise", "async", "gc"]
flags = ["--expose-gc"]
---*/
import { awaitPromise, awaitSendablePromise, census } from '#addon';
import { gc } from '#harness';

for (const take of [awaitPromise, awaitSendablePromise]) {
  let over = false;
  take(new Promise(() => {}))
    .catch(({ code, message }) => console.log(`${take.name}:`, code, message))
    .finally(() => (over = true));
  while (!over) await gc();
}
const { made, dropped } = census();
console.log({ made, dropped });
