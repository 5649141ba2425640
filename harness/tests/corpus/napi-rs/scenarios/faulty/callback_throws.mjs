/*---
summary = "A callback from a thread throws"
---*/
import { callLater } from '#addon';

callLater(() => {
  throw new TypeError('the callback is not prepared for this'); // place: callback_throws
}, 10);
