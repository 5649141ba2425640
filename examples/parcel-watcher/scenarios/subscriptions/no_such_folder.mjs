/*---
summary = "Subscribing to a missing folder, or without a function, is rejected, and the process exits; the error mentions a file descriptor"
shows = ["subscribe"]
tags = ["errors", "exit"]
---*/
import { subscribe } from '@parcel/watcher';
import { mustNotCall } from '#harness';

const rejected = ({ name, message }) => console.log(`${name}: ${message}`);

await subscribe('nowhere', mustNotCall()).then(mustNotCall('then'), rejected);
await subscribe('.', 'no function').then(mustNotCall('then'), rejected);
