/*---
summary = "Each call leaks one handle of JavaScript's"
[growth]
iterations = 300
---*/
import { createSocket } from 'node:dgram';
import { iterate } from '#harness';

const sockets = [];
await iterate(() => {
  sockets.push(createSocket('udp4').unref());
});
