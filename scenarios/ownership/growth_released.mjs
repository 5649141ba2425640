/*---
summary = "Nothing accumulates where references, shares, finalizers and buffers are made and released"
shows = ["LibraryHold", "Catalogue", "HeldObject", "HeldUnknown", "FinalizedResource", "giveBytes", "lendBytes", "HeldBuffer"]
tags = ["growth"]
[growth]
iterations = 600
---*/
import {
  FinalizedResource,
  HeldBuffer,
  HeldObject,
  HeldUnknown,
  Library,
  LibraryHold,
  giveBytes,
  lendBytes,
  takeDrops,
} from '#addon';
import { iterate } from '#harness';

await iterate(() => {
  const library = new Library('library');
  new LibraryHold(library).cloneHold().watch();
  library.catalogue().cloneCatalogue();
  new HeldObject({}).release();
  new HeldUnknown({}).release();
  new FinalizedResource('instance');
  for (const kind of ['bufferSlice', 'buffer', 'uint8Array', 'arrayBuffer']) {
    giveBytes(kind, [1, 2, 3]);
    lendBytes(kind, kind, 4);
  }
  new HeldBuffer(Buffer.alloc(4)).release();
  takeDrops();
});
