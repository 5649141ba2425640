/*---
summary = "An onProgress that has not returned, or whose promise has not settled, holds the server back: what it has sent fills buffers, and stays the same"
shows = ["downloadFile", "ThreadsafeFunctionBuilder::max_queue_size", "ThreadsafeFunctionCallMode::Blocking"]
claim = "blocking-waits-for-space"
tags = ["use-case", "download", "queue-full", "worker"]
timeout = "30s" # on a busy machine the buffers take their time to fill
[variants]
by = ["promise", "call"]
---*/
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { downloadFile } from '#addon';
import { gate, mustCall, mustNotCall, variant } from '#harness';
import { bodyOf, serve } from '../fixtures/server.mjs';

const body = bodyOf(256);
const PIECE = 64 * 1024;
// One is with JavaScript, four wait in the queue, and one waits for room in it.
const MOST = 6 * PIECE;

if (isMainThread) {
  const sent = new Int32Array(new SharedArrayBuffer(4));
  const stays = gate('what-is-sent-stays');
  // On a thread of its own, the server goes on while this one is held by the callback.
  const worker = new Worker(new URL(import.meta.url), { workerData: sent });
  const [url] = await once(worker, 'message');
  let held;
  let reported = 0;
  const tell = () => {
    console.log('no more than six pieces are reported:', reported <= MOST);
    console.log('more is sent than that, but not all:', sent[0] > reported && sent[0] < body.length);
    held = false;
  };
  downloadFile({
    url,
    file: 'held.bin',
    onProgress(received) {
      if (held === false) return undefined;
      reported = received;
      if (variant.by === 'promise') return (held ??= stays.opened().then(tell));
      stays.wait();
      tell();
    },
    onComplete: mustCall(({ bytes }) => {
      console.log('it goes on, and comes whole:', bytes === body.length && readFileSync('held.bin').equals(body));
      console.log('all is sent:', sent[0] === body.length);
      worker.postMessage('close');
    }),
    onError: mustNotCall('onError'),
  });
} else {
  const sent = workerData;
  const another = await serve(bodyOf(16));
  const download = (url) =>
    new Promise((resolve, reject) => downloadFile({ url, file: 'another.bin', onComplete: resolve, onError: reject }));
  /** Whatever else comes whole meanwhile, nothing is sent to the one that is held. */
  async function untilItStays() {
    let before;
    do {
      before = sent[0];
      await download(another.url);
    } while (sent[0] !== before);
    gate('what-is-sent-stays').open();
  }
  let waits;
  const server = await serve(body, {
    sent(bytes) {
      sent[0] = bytes;
      waits ??= untilItStays();
    },
  });
  parentPort.once('message', () => {
    server.close();
    another.close();
  });
  parentPort.postMessage(server.url);
}
