/*---
summary = "The callback of an AsyncWorker reports the error that it was given"
---*/
import addon from '#addon';

addon.parse((error) => console.log(String(error)), '');
