/*---
summary = "Calling back synchronously accumulates nothing"
shows = ["processUserData"]
tags = ["growth"]
timeout = "60s"
[growth]
iterations = 20000
---*/
import { processUserData } from '#addon';
import { iterate } from '#harness';

await iterate((i) => processUserData(`user ${i}`, (name) => `Hello, ${name}!`));
