/*---
summary = "A callback throws, and Node.js swallows the exception with a warning"
---*/
import { emitOnThread } from '#addon';

emitOnThread(() => {
  throw new Error('nobody hears this'); // place: swallowed_exception
}, 0);
