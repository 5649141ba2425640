/*---
summary = "A ScopedGenerator makes its items in the environment: functions, objects and buffers that live as long as JavaScript holds them"
shows = ["ScopedGenerator::next", "Env::create_function_from_closure", "BufferSlice", "ScopedItems", "census"]
tags = ["generator", "gc"]
flags = ["--expose-gc"]
---*/
import { ScopedItems, census } from '#addon';
import { gc, until } from '#harness';

let kept = [...new ScopedItems(9)];
console.log('functions:', kept.filter((item) => typeof item === 'function').map((item) => item()));
console.log('objects:', kept.filter((item) => item.number));
console.log('buffers:', kept.filter((item) => item instanceof Uint8Array).map((item) => Buffer.from(item).readUInt32BE()));

await gc();
console.log('made, and finalised while held:', census().handlesMade, census().handlesFinalised);
kept = undefined;
await gc();
await until(() => {
  (globalThis.gc ?? (() => {}))();
  globalThis.Bun?.gc(true);
  return census().handlesFinalised === 3;
});
console.log('finalised afterwards:', census().handlesFinalised);
