/*---
summary = "A request is answered"
---*/
import { once } from 'node:events';
import { get } from 'node:http';
import { Worker } from 'node:worker_threads';

const peer = new Worker(new URL('../fixtures/silent_server.mjs', import.meta.url), { workerData: 'answers' });
const [port] = await once(peer, 'message');
get({ port, host: '127.0.0.1', agent: false }, (answer) => {
  answer.resume();
  console.log('answered');
});
