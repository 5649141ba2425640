/*---
summary = "A task's resolve that leaves an exception pending never settles its promise, and finally is skipped"
shows = ["ScopedTask", "Function::apply", "countWords"]
tags = ["task", "errors", "fatal", "lost"]
[[on]]
name = "nobody-may-catch"
runtimes = ["deno"]
because = "Deno ends with what the completion of a task throws, and hands it to no uncaughtException handler"
end = "uncaught"
---*/
import { census, countWords, takeTaskJournal } from '#addon';
import { mustNotCall } from '#harness';

process.on('uncaughtException', ({ message }) => console.log('uncaught:', message));
const callback = () => {
  throw new RangeError('too many words');
};
// napi takes the exception for an environment that ends.
countWords('as simple as that', callback, 'apply').then(mustNotCall('the resolution'), mustNotCall('the rejection'));

process.on('exit', () => {
  console.log(takeTaskJournal());
  const { made, dropped } = census();
  console.log({ made, dropped });
});
