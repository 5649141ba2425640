/*---
summary = "A native promise is rejected and handled"
---*/
import { readNumber } from '#addon';

readNumber('seven').catch((error) => console.log('caught', error.message));
