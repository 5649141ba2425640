/*---
summary = "A recursion has no end"
---*/
function depth(tree) { // place: recursion
  return 1 + depth(tree.next); // place: recursion
}
const tree = {};
tree.next = tree;
console.log(depth(tree));
