/*---
summary = "A promise is rejected and handled later in the same turn"
---*/
async function load() {
  throw new RangeError('no such file');
}
const loading = load();
loading.catch((error) => console.log('caught', error.message));
