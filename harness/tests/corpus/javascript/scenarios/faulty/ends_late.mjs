/*---
summary = "A timeout that is no longer needed holds the process"
[expect]
within = "500ms"
---*/
const timeout = setTimeout(() => {}, 1500); // place: ends_late
Promise.resolve('done').then((text) => console.log(text, timeout.hasRef()));
