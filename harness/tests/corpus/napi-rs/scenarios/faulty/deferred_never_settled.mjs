/*---
summary = "The thread that was to settle a promise forgets about it"
timeout = "3s"
---*/
import { find } from '#addon';

find(false).then((value) => console.log('found', value)); // place: deferred_never_settled
