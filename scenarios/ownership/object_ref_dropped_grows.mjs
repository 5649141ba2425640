/*---
summary = "An ObjectRef that is dropped without unref() leaks one reference per call"
shows = ["dropObjectRefSilently", "ObjectRef"]
tags = ["growth", "leak", "references"]
runtimes = { only = ["node", "deno"], because = "Bun does not tell its references" }
[growth]
leaks = ["references"]
---*/
import { dropObjectRefSilently } from '#addon';
import { iterate } from '#harness';

await iterate(() => dropObjectRefSilently({}));
