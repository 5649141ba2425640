/*---
summary = "A Reference keeps an instance that JavaScript forgot, with its identity; each clone keeps it on its own"
shows = ["Library", "LibraryHold", "Reference", "Reference::clone"]
tags = ["references", "gc", "errors"]
---*/
import { Library, LibraryHold, takeDrops } from '#addon';
import { gc } from '#harness';

const [hold, mark] = (() => {
  const library = new Library('library');
  library.shelve('a book');
  library.mark = Symbol('mine');
  return [new LibraryHold(library), library.mark];
})();
await gc();
console.log('dropped while it is held:', takeDrops());
console.log('Rust reads', hold.name(), 'and JavaScript gets the same instance:', hold.library().mark === mark);

const clone = hold.cloneHold();
hold.release();
await gc();
console.log('dropped while a clone is held:', takeDrops(), clone.library().mark === mark);
clone.release();
await gc();
console.log('dropped after the last release:', takeDrops());

for (const value of [{}, hold, null]) {
  try {
    new LibraryHold(value);
  } catch (error) {
    console.log('refused:', error.code);
  }
}
try {
  clone.name();
} catch (error) {
  console.log('used after the release:', error.message);
}
