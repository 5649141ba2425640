/*---
summary = "The finalizer of a buffer frees its memory twice"
---*/
import addon from '#addon';
import { gc } from '#harness';

addon.view(true); // place: buffer_freed_twice
await gc();
console.log('collected');
