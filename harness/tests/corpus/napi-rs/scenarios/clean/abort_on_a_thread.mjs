/*---
summary = "A thread finds its state in order"
---*/
import { checkState } from '#addon';

checkState(false);
console.log('in order');
