/*---
summary = "A loop never reaches its end"
timeout = "2s"
---*/
let found = false;
while (!found) found = Math.random() > 2; // place: endless_loop
console.log('found');
