/*---
summary = "Doing the same work repeatedly leaks nothing"
tags = ["growth"]
[growth]
iterations = 2000            # how often `iterate` does the work; leaks of a few bytes need 20000
---*/
import * as addon from '#addon';
import { iterate } from '#harness';
{exports}
await iterate(async () => {
  // Do the work once and undo it: open and close, subscribe and unsubscribe.
  void addon;
});
