/*---
summary = "A promise is settled twice"
---*/
import { settle } from '#addon';

console.log(await settle(() => {}, 2)); // place: settled_twice
