/*---
summary = "An exception that native code leaves pending after it called a callback is dropped by Node.js, with a warning"
shows = ["callAndIgnoreExceptions"]
tags = ["ending"]
[expect]
end = "exit 0"
dropped-exceptions = true
---*/
import { callAndIgnoreExceptions } from '#addon';

callAndIgnoreExceptions(() => {
  throw new RangeError('nobody hears of this');
});
