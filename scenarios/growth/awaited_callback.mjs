/*---
summary = "A callback whose promise is awaited from Rust accumulates nothing"
shows = ["fetchUserProfile"]
tags = ["growth"]
runtimes = { only = ["node", "bun"], because = "Deno 2.9 itself keeps some 52 bytes of each awaited callback" }
timeout = "60s" # each iteration waits for other threads, and a busy machine takes its time
[growth]
---*/
import { fetchUserProfile } from '#addon';
import { iterate } from '#harness';

await iterate((i) => fetchUserProfile(i, async (err, userId) => userId));
