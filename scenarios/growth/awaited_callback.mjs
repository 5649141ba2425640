/*---
summary = "A callback whose promise is awaited from Rust accumulates nothing"
shows = ["fetchUserProfile"]
tags = ["growth"]
timeout = "60s"
[growth]
iterations = 2000
---*/
import { fetchUserProfile } from '#addon';
import { iterate } from '#harness';

await iterate((i) => fetchUserProfile(i, async (err, userId) => userId));
