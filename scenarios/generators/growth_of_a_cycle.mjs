/*---
summary = "An instance of an AsyncGenerator that holds its own iterator is never collected: the iterator holds it by a strong reference"
shows = ["AsyncGenerator", "StepAsyncGenerator"]
tags = ["generator", "async", "growth", "leak"]
runtimes = { only = ["node"], because = "Bun and Deno do not tell their references" }
[growth]
iterations = 200
leaks = ["references", "native", "heap"]
---*/
import { StepAsyncGenerator } from '#addon';
import { iterate } from '#harness';

await iterate(() => {
  const steps = new StepAsyncGenerator(9);
  steps.iterator = steps[Symbol.asyncIterator]();
});
