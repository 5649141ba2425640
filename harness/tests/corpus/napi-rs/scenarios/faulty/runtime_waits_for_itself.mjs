/*---
summary = "Every thread of the runtime waits for what another future would bring"
---*/
import { giveTicket, takeTicket, threadsOfRuntime, waiting } from '#addon';
import { setImmediate } from 'node:timers/promises';

const guests = Array.from({ length: threadsOfRuntime() });
const taken = guests.map(() => takeTicket());
while (waiting() < guests.length) await setImmediate();
const given = guests.map(() => giveTicket());
await Promise.all([...taken, ...given]);
console.log('all have their tickets');
