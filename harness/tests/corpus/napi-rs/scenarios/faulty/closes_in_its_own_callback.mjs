/*---
summary = "A callback closes its own producer and waits for it, while the producer waits for the callback"
timeout = "3s"
---*/
import { produce, stop } from '#addon';

produce(() => {
  // The producer fills its queue meanwhile.
  for (const end = Date.now() + 50; Date.now() < end; );
  stop(true); // place: closes_in_its_own_callback
});
