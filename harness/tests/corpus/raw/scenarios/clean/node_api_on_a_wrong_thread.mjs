/*---
summary = "The JavaScript thread makes a JavaScript string"
---*/
import { nameOfThread } from '#addon';

console.log(nameOfThread(0));
