/*---
summary = "A connection that is lost in mid-body goes to onError, with the bytes until then, and leaves no file"
shows = ["downloadFile"]
claim = "simulates-a-network-error"
tags = ["use-case", "download", "errors"]
[variants]
how = ["destroy", "reset"]
---*/
import { readdirSync } from 'node:fs';
import { downloadFile } from '#addon';
import { mustCall, mustNotCall, variant } from '#harness';
import { bodyOf, serve } from '../fixtures/server.mjs';

const body = bodyOf(64);
const server = await serve(body, { until: body.length / 2, then: variant.how });
let last = 0;
downloadFile({
  url: server.url,
  file: 'data.bin',
  onProgress: (received) => (last = received),
  onComplete: mustNotCall('onComplete'),
  onError: mustCall((error) => {
    console.log(error instanceof Error, error.code);
    console.log(error.message.replace(/\d+/, (bytes) => (Number(bytes) === error.received ? 'RECEIVED' : bytes)));
    console.log('as the last report said:', error.received === last);
    // What the server's system has sent, a reset may throw away.
    if (variant.how === 'destroy') console.log('all that was sent:', error.received === body.length / 2);
    console.log('files:', readdirSync('.').filter((name) => name.startsWith('data')));
    server.close();
  }),
});
