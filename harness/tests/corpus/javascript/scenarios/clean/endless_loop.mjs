/*---
summary = "A loop reaches its end"
---*/
let found = false;
while (!found) found = Math.random() > 0.5;
console.log('found');
