/*---
summary = "Nothing that was seen is kept"
flags = ["--max-old-space-size=24"]
---*/
let seen;
for (let i = 0; i < 200_000; i++) seen = { at: i, text: `entry ${i}` };
console.log(seen.text);
