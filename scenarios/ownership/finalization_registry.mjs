/*---
summary = "JavaScript's FinalizationRegistry hears of values that Rust made, too, and each value's Rust data is dropped as well"
shows = ["makeTally", "Library", "FinalizedResource", "lendBytes", "External", "ObjectFinalize"]
tags = ["finalizer", "gc"]
---*/
import { FinalizedResource, Library, lendBytes, makeTally, takeDrops } from '#addon';
import { gc, until } from '#harness';

const heard = [];
const registry = new FinalizationRegistry((name) => heard.push(name));
(() => {
  registry.register(makeTally('external'), 'external');
  registry.register(new Library('library'), 'library');
  registry.register(new FinalizedResource('instance'), 'instance');
  registry.register(lendBytes('arrayBuffer', 'bytes', 4), 'bytes');
})();
const dropped = [];
await until(() => {
  gc();
  dropped.push(...takeDrops());
  return heard.length === 4 && dropped.length === 5;
});
// In which order the two kinds come nobody says.
console.log('heard:', heard.sort());
console.log('dropped:', dropped.sort());
