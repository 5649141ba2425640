/*---
summary = "A callback from a thread throws"
---*/
import addon from '#addon';

addon.notify(() => {
  throw new Error('the callback fails'); // place: exception_in_a_callback
});
