/*---
summary = "A thread that reads JavaScript's stream does not keep the process alive: the process ends while the thread waits for a chunk"
shows = ["ReadableStream::read", "Reader", "readOnThread", "census"]
tags = ["stream", "threads", "weak", "exit"]
[variants]
stream = ["open", "closed"]
---*/
import { census, readOnThread } from '#addon';
import { gate, until, variant } from '#harness';

let pulled = 0;
const stream = new ReadableStream(
  {
    pull(controller) {
      pulled += 1;
      if (pulled <= 3) controller.enqueue(pulled);
      else if (variant.stream === 'closed') controller.close();
    },
  },
  // Nothing is pulled that the thread has not asked for.
  { highWaterMark: 0 },
);
process.on('exit', () => {
  const { made, senders } = census();
  console.log('chunks read:', made, 'threads that read:', senders);
});
readOnThread(stream, 'own', 'at-end');
await until(() => pulled === 4);
if (variant.stream === 'closed') await gate('at-end').opened();
