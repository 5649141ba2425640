/*---
summary = "A query holds the database that it runs on"
---*/
import addon from '#addon';
import { gc } from '#harness';

function find() {
  new addon.Database().query((n) => console.log('found', n), true);
}
find();
await gc();
