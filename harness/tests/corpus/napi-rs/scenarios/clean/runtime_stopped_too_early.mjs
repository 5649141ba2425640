/*---
summary = "The runtime is stopped when the future has settled its promise"
---*/
import { nap, stopRuntime } from '#addon';

await nap(200);
stopRuntime();
console.log('awake');
