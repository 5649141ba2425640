/*---
summary = "A request waits for an answer that never comes"
timeout = "3s"
---*/
import { once } from 'node:events';
import { get } from 'node:http';
import { Worker } from 'node:worker_threads';

const peer = new Worker(new URL('../fixtures/silent_server.mjs', import.meta.url), { workerData: 'silent' });
const [port] = await once(peer, 'message');
get({ port, host: '127.0.0.1' }, () => console.log('answered')); // place: peer_never_answers
