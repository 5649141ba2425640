/*---
summary = "Closing one of two clones keeps the process alive; closing the other lets it end"
shows = ["StrongLogger"]
tags = ["strong", "exit"]
[expect]
end = "exit 0"
---*/
import { StrongLogger } from '#addon';
import { pace } from '#harness';

const first = new StrongLogger((entry) => console.log('delivered:', entry));
const second = first.cloneLogger();
console.log('clones:', second.clones());

first.close();
console.log('the first can call nothing any more:', first.log('lost'));
console.log('clones:', second.clones());

// The timer is unref'd: that it fires at all is the second clone's doing.
setTimeout(() => {
  console.log('the second says', second.log('still here'));
  second.close();
  console.log('clones:', second.clones());
}, pace(2000)).unref();

process.on('exit', () => console.log('exit'));
