/*---
summary = "A callback stops its own producer without waiting for it"
---*/
import { produce, stop } from '#addon';

produce(() => {
  for (const end = Date.now() + 50; Date.now() < end; );
  stop(false);
});
