/*---
summary = "A cache of callbacks fills, and then stays as large as it is"
[growth]
iterations = 300
---*/
import { callAndCache } from '#addon';
import { iterate } from '#harness';

await iterate(() => callAndCache(() => {}));
