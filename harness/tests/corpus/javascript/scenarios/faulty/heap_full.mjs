/*---
summary = "Everything that was ever seen is kept"
flags = ["--max-old-space-size=24"]
---*/
const seen = [];
for (;;) seen.push({ at: seen.length, text: `entry ${seen.length}` }); // place: heap_full
