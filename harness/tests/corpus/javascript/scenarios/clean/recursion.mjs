/*---
summary = "A recursion ends"
---*/
function depth(tree) {
  return tree.next ? 1 + depth(tree.next) : 1;
}
console.log(depth({ next: { next: {} } }));
