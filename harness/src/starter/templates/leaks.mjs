/*---
summary = "Doing the same work repeatedly leaks nothing"
tags = ["growth"]
[growth]
iterations = 1000            # how often `iterate` does the work in the first counting run
---*/
import * as addon from '#addon';
import { iterate } from '#harness';
{exports}
await iterate(async () => {
  // Do the work once and undo it: open and close, subscribe and unsubscribe.
  void addon;
});
