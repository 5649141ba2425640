/*---
summary = "Forty bytes are written into a buffer of forty"
---*/
import { encode } from '#addon';

encode(40);
console.log('encoded');
