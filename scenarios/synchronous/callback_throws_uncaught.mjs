/*---
summary = "An Error from a synchronous callback that nobody catches ends the process as any other would"
shows = ["processUserData", "Function::call"]
tags = ["sync", "throws"]
[expect]
end = "uncaught"
---*/
import { processUserData } from '#addon';

processUserData('alice', (name) => {
  console.log(`called with ${name}`);
  throw new Error(`nobody greets ${name}`);
});
console.log('never reached');
