/*---
summary = "The same Blocking calls from their own thread wait for JavaScript, which is free to take the items"
shows = ["blockOnThread", "ThreadsafeFunctionCallMode::Blocking"]
tags = ["deadlock", "queue"]
---*/
import { blockOnThread } from '#addon';
import { mustCall } from '#harness';

blockOnThread(mustCall((message) => console.log(message), 2));
console.log('returned');
