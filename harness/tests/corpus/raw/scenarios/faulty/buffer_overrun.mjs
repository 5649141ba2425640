/*---
summary = "A page is written into a buffer of forty bytes"
---*/
import { encode } from '#addon';

encode(4096); // place: buffer_overrun
console.log('encoded');
