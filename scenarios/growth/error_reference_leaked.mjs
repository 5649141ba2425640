/*---
summary = "An Error forgotten in Rust keeps its JavaScript object: one reference leaks per call"
shows = ["leakErrorReference"]
tags = ["growth", "leak"]
runtimes = { only = ["node", "deno"], because = "Bun does not tell its references" }
[growth]
leaks = ["references"]
---*/
import { leakErrorReference } from '#addon';
import { iterate } from '#harness';

await iterate((i) => leakErrorReference(new Error(`number ${i}`)));
