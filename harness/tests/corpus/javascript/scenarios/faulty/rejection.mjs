/*---
summary = "A promise is rejected and nobody handles it"
---*/
async function load() {
  throw new RangeError('no such file'); // place: rejection
}
load();
