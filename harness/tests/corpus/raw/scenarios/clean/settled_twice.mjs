/*---
summary = "A promise is settled once"
---*/
import { settle } from '#addon';

console.log(await settle(() => {}, 1));
