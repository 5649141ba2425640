/*---
summary = "A value that is no Buffer is refused where a Buffer is asked for, and kept for ever: one reference leaks per refusal"
shows = ["HeldBuffer", "Buffer"]
tags = ["growth", "leak", "buffers", "errors"]
runtimes = { only = ["node >=20", "deno"], because = "Node.js 18 aborts instead, see buffer_refused; Bun does not tell its references" }
[growth]
leaks = ["references"]
---*/
import { HeldBuffer } from '#addon';
import { iterate } from '#harness';

await iterate(() => {
  try {
    new HeldBuffer({});
  } catch (error) {
    if (error.code !== 'InvalidArg') throw error;
  }
});
