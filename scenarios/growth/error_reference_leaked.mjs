/*---
summary = "An Error forgotten in Rust keeps its JavaScript object: one reference leaks per call"
shows = ["leakErrorReference"]
tags = ["growth", "leak"]
[growth]
leaks = ["references"]
---*/
import { leakErrorReference } from '#addon';
import { iterate } from '#harness';

await iterate((i) => leakErrorReference(new Error(`number ${i}`)));
