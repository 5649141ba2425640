/*---
summary = "An async function moves what blocks to a thread for it"
---*/
import { napInside } from '#addon';

console.log(await napInside(false));
