/*---
summary = "An async function reads a number"
---*/
import { readTrustedNumber } from '#addon';

console.log(await readTrustedNumber('7'));
