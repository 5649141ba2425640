/*---
summary = "Each call keeps its callback for ever"
[growth]
iterations = 300
---*/
import addon from '#addon';
import { iterate } from '#harness';

await iterate(() => addon.callLater(() => {}, false)); // place: reference_leak
