/*---
summary = "A WeakReference keeps nothing: it can be upgraded while the instance lives, and knows when it is gone"
shows = ["LibraryWatch", "WeakReference", "Reference::downgrade", "WeakReference::upgrade", "WeakReference::get"]
tags = ["references", "weak", "gc"]
---*/
import { Library, LibraryHold, takeDrops } from '#addon';
import { gc } from '#harness';

const [watch, hold] = (() => {
  const hold = new LibraryHold(new Library('library'));
  return [hold.watch(), hold];
})();
await gc();
console.log('held:', watch.name(), watch.library() instanceof Library);

const upgraded = watch.upgrade();
hold.release();
await gc();
console.log('held by the upgraded one alone:', takeDrops(), upgraded.name(), upgraded.library() === watch.library());

upgraded.release();
await gc();
console.log('dropped after the release:', takeDrops());
console.log('gone:', watch.name(), watch.upgrade());
try {
  watch.library();
} catch (error) {
  console.log('gone:', error.code);
}
