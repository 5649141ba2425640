/*---
summary = "Each call gives its reference back"
[growth]
iterations = 300
---*/
import { keep } from '#addon';
import { iterate } from '#harness';

await iterate(() => keep({}, 1));
