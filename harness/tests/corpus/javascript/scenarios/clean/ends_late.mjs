/*---
summary = "A timeout that is no longer needed is cleared"
[expect]
within = "500ms"
---*/
const timeout = setTimeout(() => {}, 1500);
Promise.resolve('done').then((text) => {
  console.log(text);
  clearTimeout(timeout);
});
