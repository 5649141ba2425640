/*---
summary = "A subscription is never given back"
timeout = "3s"
---*/
import { subscribe } from '#addon';

subscribe((n) => console.log('event', n)); // place: tsfn_left_open
