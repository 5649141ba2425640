/*---
summary = "An async function blocks on a future, which its runtime forbids"
---*/
import { napInside } from '#addon';

console.log(await napInside(true)); // place: block_on_inside_the_runtime
