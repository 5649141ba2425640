/*---
summary = "An Error that is forgotten in Rust keeps its JavaScript object: a reference a call leaks"
shows = ["leakErrorReference"]
tags = ["growth", "leak"]
timeout = "60s"
[growth]
iterations = 2000
leaks = ["references"]
---*/
import { leakErrorReference } from '#addon';
import { iterate } from '#harness';

await iterate((i) => leakErrorReference(new Error(`number ${i}`)));
