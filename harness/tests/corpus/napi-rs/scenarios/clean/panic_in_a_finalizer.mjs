/*---
summary = "A file is closed before it is collected"
---*/
import { close, open } from '#addon';
import { gc } from '#harness';

close(open());
await gc();
console.log('collected');
