/*---
summary = "A database is collected while a query runs on it"
---*/
import addon from '#addon';
import { gc } from '#harness';

function find() {
  new addon.Database().query((n) => console.log('found', n), false); // place: object_collected_in_use
}
find();
await gc();
