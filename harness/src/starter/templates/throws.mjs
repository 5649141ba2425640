/*---
summary = "An exception that the callback throws reaches the program, and nothing is broken afterwards"
tags = ["callback", "throw"]
[expect]
end = "uncaught"             # or "exit 0", where the addon hands the exception to its caller
---*/
import * as addon from '#addon';
{exports}
class OnPurpose extends Error {}

function onCall() {
  throw new OnPurpose('thrown by the callback');
}

// Here the addon is given the callback, in place of the next line.
console.log('loaded', typeof addon);
setImmediate(onCall);
