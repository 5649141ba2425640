/*---
summary = "A rejection that nobody handles ends the process like an exception"
tags = ["ending"]
[expect]
end = "uncaught"
---*/
Promise.reject(new RangeError('nobody waits for this'));
