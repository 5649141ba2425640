/*---
summary = "The finalizer of a buffer frees its memory"
---*/
import addon from '#addon';
import { gc } from '#harness';

addon.view(false);
await gc();
console.log('collected');
