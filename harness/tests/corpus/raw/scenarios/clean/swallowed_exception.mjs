/*---
summary = "A callback throws, and the addon catches the exception"
---*/
import { emitOnThread } from '#addon';

emitOnThread(() => {
  throw new Error('the addon hears this');
}, 1);
