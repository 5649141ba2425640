/*---
summary = "The lock is given back before JavaScript is called"
---*/
import { increment, visit } from '#addon';

visit(() => console.log(increment()));
