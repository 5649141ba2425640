/*---
summary = "Each call gives its callback back"
[growth]
iterations = 300
---*/
import addon from '#addon';
import { iterate } from '#harness';

await iterate(() => addon.callLater(() => {}, true));
