/*---
summary = "A ReadableStream from Rust that is cancelled while its source is asked keeps the process alive until an item comes, here forever"
shows = ["ReadableStream::new", "PushedStream"]
tags = ["stream", "cancel", "hang"]
timeout = "6s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "idle"
holder = "unsettled Deferred"
---*/
import { PushedStream } from '#addon';
import { until } from '#harness';

const pushed = new PushedStream();
const reader = pushed.stream().getReader();
await until(() => pushed.asked() > 0);
await reader.cancel('enough');
console.log('cancelled, has its source:', pushed.hasSource());
