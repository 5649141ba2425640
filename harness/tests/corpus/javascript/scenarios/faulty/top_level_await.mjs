/*---
summary = "A top-level await waits for an event that nobody emits"
---*/
import { EventEmitter, once } from 'node:events';

await once(new EventEmitter(), 'ready'); // place: top_level_await
