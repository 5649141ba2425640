/*---
summary = "A native promise is rejected and nobody handles it"
---*/
import { readNumber } from '#addon';

readNumber('seven').then((n) => console.log(n)); // place: rejection_nobody_handles
