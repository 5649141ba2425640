/*---
summary = "When the promise that fetchUserProfile waits for is collected unsettled, the call rejects instead of waiting forever"
shows = ["fetchUserProfile", "Promise"]
tags = ["async", "gc"]
flags = ["--expose-gc"]
---*/
import { fetchUserProfile } from '#addon';
import { gc } from '#harness';

let asked = false;
let over = false;
fetchUserProfile(123, () => {
  asked = true;
  return new Promise(() => {});
})
  .catch((error) => console.log(`rejected, ${error.code}: ${error.message}`))
  .finally(() => (over = true));

while (!over) await gc();
console.log('asked:', asked);
