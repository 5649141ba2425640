/*---
summary = "What is done over and over leaves nothing behind"
tags = ["growth"]
[growth]
iterations = 2000            # `iterate` does the work so often; leaks of a few bytes want 20000
---*/
import * as addon from '#addon';
import { iterate } from '#harness';
{exports}
await iterate(async () => {
  // Here the addon does the work once, and undoes it: open and close, subscribe and unsubscribe.
  void addon;
});
