/*---
summary = "An interval is cleared"
---*/
let ticks = 0;
const interval = setInterval(() => {
  ticks += 1;
  if (ticks === 3) clearInterval(interval);
}, 50);
