/*---
summary = "Native code closes no descriptors"
---*/
import { closeDescriptor } from '#addon';

closeDescriptor(0);
setTimeout(() => console.log('later'), 10);
