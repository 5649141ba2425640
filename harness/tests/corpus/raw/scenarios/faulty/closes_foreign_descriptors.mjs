/*---
summary = "Native code closes descriptors that belong to the event loop"
---*/
import { closeDescriptor } from '#addon';

closeDescriptor(20); // place: closes_foreign_descriptors
setTimeout(() => console.log('later'), 10);
