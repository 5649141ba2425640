/*---
summary = "An Error that is dropped in Rust releases its JavaScript object"
shows = ["releaseErrorReference"]
tags = ["growth"]
timeout = "60s"
[growth]
iterations = 2000
---*/
import { releaseErrorReference } from '#addon';
import { iterate } from '#harness';

await iterate((i) => releaseErrorReference(new Error(`number ${i}`)));
