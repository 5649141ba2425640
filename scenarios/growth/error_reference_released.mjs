/*---
summary = "An Error that is dropped in Rust releases its JavaScript object"
shows = ["releaseErrorReference"]
tags = ["growth"]
[growth]
---*/
import { releaseErrorReference } from '#addon';
import { iterate } from '#harness';

await iterate((i) => releaseErrorReference(new Error(`number ${i}`)));
