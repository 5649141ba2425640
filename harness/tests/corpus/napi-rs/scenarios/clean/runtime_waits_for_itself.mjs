/*---
summary = "Futures bring what others wait for on a thread of the runtime"
---*/
import { giveTicket, takeTicket } from '#addon';

await Promise.all([giveTicket(), takeTicket()]);
console.log('all have their tickets');
