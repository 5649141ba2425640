/*---
summary = "An exception thrown by the callback reaches the program"
tags = ["callback", "throw"]
[expect]
end = "uncaught"             # or "exit 0", if the addon passes the exception to its caller
---*/
import * as addon from '#addon';
{exports}
class OnPurpose extends Error {}

function onCall() {
  throw new OnPurpose('thrown by the callback');
}

// Replace the lines below: pass the callback to the addon.
console.log('loaded', typeof addon);
setImmediate(onCall);
