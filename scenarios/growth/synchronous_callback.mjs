/*---
summary = "Calling back synchronously accumulates nothing"
shows = ["processUserData"]
tags = ["growth"]
[growth]
---*/
import { processUserData } from '#addon';
import { iterate } from '#harness';

await iterate((i) => processUserData(`user ${i}`, (name) => `Hello, ${name}!`));
