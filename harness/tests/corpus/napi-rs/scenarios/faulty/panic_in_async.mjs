/*---
summary = "An async function panics and nobody handles the rejection"
---*/
import { readTrustedNumber } from '#addon';

console.log(await readTrustedNumber('seven')); // place: panic_in_async
