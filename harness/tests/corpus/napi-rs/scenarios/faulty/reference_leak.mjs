/*---
summary = "Each call keeps its callback for ever"
[growth]
iterations = 300
---*/
import { callAndKeep } from '#addon';
import { iterate } from '#harness';

await iterate(() => callAndKeep(() => {})); // place: reference_leak
