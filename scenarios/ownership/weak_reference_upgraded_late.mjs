/*---
summary = "Between an instance's collection and its finalizer upgrade() still gives a strong Reference, which keeps nothing: the data is dropped under it"
shows = ["LibraryWatch", "WeakReference::upgrade", "WeakReference::get"]
claim = "upgrade-asks-nobody"
tags = ["references", "weak", "gc", "misuse"]
flags = ["--expose-gc"]
---*/
import { Library, LibraryHold, takeDrops } from '#addon';
import { gc } from '#harness';

const watch = (() => {
  const hold = new LibraryHold(new Library('library'));
  const watch = hold.watch();
  hold.release();
  return watch;
})();
// Collects, and no more: Node-API runs the finalizer in a later turn of the event loop.
await globalThis.gc({ type: 'major', execution: 'async' });
globalThis.late = watch.upgrade();
console.log('dropped by then:', takeDrops(), 'upgraded:', globalThis.late !== null);
await gc();
// To touch the reference now is to use freed memory, in safe code.
console.log('dropped while a strong reference is held:', takeDrops());
