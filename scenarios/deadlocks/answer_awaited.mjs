/*---
summary = "An async fn that awaits the answer leaves JavaScript free to give it"
shows = ["askCatching", "ThreadsafeFunction::call_async_catch"]
tags = ["deadlock", "channel", "async"]
---*/
import { askCatching } from '#addon';
import { mustCall } from '#harness';

const answer = await askCatching(
  'Who is there?',
  mustCall((question) => `You asked: ${question}`),
);
console.log(answer);
