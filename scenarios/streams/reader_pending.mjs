/*---
summary = "A promise for what a Reader reads keeps the process alive forever, where the stream stays open"
shows = ["ReadableStream::read", "Reader", "readToEnd"]
tags = ["stream", "async", "hang"]
timeout = "6s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "idle"
holder = "unsettled Deferred"
---*/
import { readToEnd } from '#addon';

readToEnd(new ReadableStream({}));
