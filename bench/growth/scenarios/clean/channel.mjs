/*---
summary = "Leaks nothing: channel"
[growth]
---*/
import { iterate } from '#harness';

await iterate(() => new Promise((r) => { const { port1, port2 } = new MessageChannel(); port2.on('message', () => { port1.close(); port2.close(); r(); }); port1.postMessage(1); }));
