/*---
summary = "The runtime is stopped before the future has settled its promise"
---*/
import { nap, stopRuntime } from '#addon';

const napping = nap(200); // place: runtime_stopped_too_early
stopRuntime(); // place: runtime_stopped_too_early
await napping;
console.log('awake');
