/*---
summary = "A subscription is given back after its first event"
---*/
import { subscribe, unsubscribe } from '#addon';

subscribe((n) => {
  console.log('event', n);
  unsubscribe();
});
