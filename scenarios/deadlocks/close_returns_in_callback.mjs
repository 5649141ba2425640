/*---
summary = "Calling close(), which only asks the delivering thread to end, inside the callback makes that callback the last one"
shows = ["Feed", "ThreadsafeFunction::call_with_return_value"]
tags = ["deadlock", "close"]
---*/
import { Feed } from '#addon';
import { mustCall } from '#harness';

const feed = new Feed(
  mustCall((number) => {
    console.log('called back with', number);
    if (number === 3) feed.close();
  }, 3),
);
