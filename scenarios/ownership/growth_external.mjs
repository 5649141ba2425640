/*---
summary = "Nothing accumulates where externals are made, referred to by Rust, released and collected"
shows = ["makeTallyOfSize", "HeldTally", "External::new_with_size_hint", "ExternalRef"]
tags = ["growth", "external"]
runtimes = { only = ["node", "bun"], because = "Deno keeps a block of 40 bytes for each external" }
[growth]
---*/
import { HeldTally, makeTallyOfSize, takeDrops } from '#addon';
import { iterate } from '#harness';

await iterate(() => {
  const held = new HeldTally(makeTallyOfSize('external', 64));
  held.release();
  takeDrops();
});
