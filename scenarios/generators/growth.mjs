/*---
summary = "Generators that are iterated, left early, or that call back accumulate nothing"
shows = ["Generator", "ScopedGenerator", "AsyncGenerator", "StepGenerator", "ScopedItems", "AskingGenerator", "StepAsyncGenerator"]
tags = ["generator", "growth"]
runtimes = { only = ["node", "bun"], because = "Deno 2.9 keeps 24 bytes of each function that native code makes, and a generator has four" }
[growth]
iterations = 200
---*/
import { AskingGenerator, ScopedItems, StepAsyncGenerator, StepGenerator } from '#addon';
import { iterate } from '#harness';

await iterate(async () => {
  for (const item of new StepGenerator(9)) {
    if (item === 3) break;
  }
  for (const item of new ScopedItems(3)) void item;
  for (const item of new AskingGenerator((number) => (number === 3 ? null : 'item'))) void item;
  for await (const item of new StepAsyncGenerator(9)) {
    if (item === 3) break;
  }
});
