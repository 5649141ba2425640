/*---
summary = "A callback whose promise is awaited from Rust accumulates nothing"
shows = ["fetchUserProfile"]
tags = ["growth"]
[growth]
---*/
import { fetchUserProfile } from '#addon';
import { iterate } from '#harness';

await iterate((i) => fetchUserProfile(i, async (err, userId) => userId));
