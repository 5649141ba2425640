/*---
summary = "A throwing callback of a function that is not callee-handled ends the process, too"
shows = ["startFileWatcher", "ThreadsafeFunction::call"]
tags = ["threads", "throws"]
[expect]
end = "uncaught"
---*/
import { startFileWatcher } from '#addon';

startFileWatcher((filename) => {
  console.log(`changed: ${filename}`);
  if (filename === 'data.csv') throw new Error(`cannot read ${filename}`);
});
