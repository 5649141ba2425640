/*---
summary = "Calling close(), which joins the delivering thread, inside the callback that the thread waits for is a deadlock"
shows = ["Feed", "ThreadsafeFunction::call_with_return_value"]
tags = ["deadlock", "close", "hang"]
timeout = "5s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "blocked"
---*/
import { Feed } from '#addon';
import { record } from '#harness';

const feed = new Feed((number) => {
  record('called back with', number);
  if (number < 3) return;
  feed.closeAndWait();
  record('never reached');
});
