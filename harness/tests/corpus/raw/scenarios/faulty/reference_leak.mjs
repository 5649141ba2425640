/*---
summary = "Each call leaves a strong reference behind"
[growth]
iterations = 300
---*/
import { keep } from '#addon';
import { iterate } from '#harness';

await iterate(() => keep({}, 0)); // place: reference_leak
