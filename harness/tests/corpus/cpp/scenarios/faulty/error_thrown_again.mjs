/*---
summary = "The callback of an AsyncWorker throws the error that it was given"
---*/
import addon from '#addon';

addon.parse((error) => {
  if (error) throw error; // place: error_thrown_again
}, '');
