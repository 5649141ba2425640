/*---
summary = "A callback runs at once, inside the native call, with `this` undefined; it may call into the addon again"
shows = ["processUserData", "Function::call"]
tags = ["sync"]
---*/
import { processUserData } from '#addon';

console.log('before');
const answer = processUserData('alice', function (name) {
  console.log('inside, this is', this);
  return processUserData(`${name} and bob`, (names) => `Hello, ${names}!`);
});
console.log('after:', answer);
