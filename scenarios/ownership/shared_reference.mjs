/*---
summary = "A SharedReference keeps the owner that it borrows from; what it shares is dropped after the owner, when it may no longer be touched"
shows = ["Catalogue", "SharedReference", "Reference::share_with", "SharedReference::clone_owner"]
tags = ["references", "gc"]
---*/
import { Library, takeDrops } from '#addon';
import { gc } from '#harness';

const catalogue = (() => {
  const library = new Library('library');
  library.shelve('a book');
  return library.catalogue();
})();
await gc();
console.log('dropped while it is shared:', takeDrops());
catalogue.owner().shelve('another book');

const clone = catalogue.cloneCatalogue();
catalogue.release();
await gc();
console.log('dropped while a clone is held:', takeDrops());

clone.release();
await gc();
console.log('dropped after the last release:', takeDrops());
try {
  clone.books();
} catch (error) {
  console.log('used after the release:', error.message);
}
