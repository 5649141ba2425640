/*---
summary = "abort() ends a download at once, whatever it waits for: no callback comes any more, and nothing is left of the file"
shows = ["downloadFile", "Download"]
tags = ["use-case", "download", "close", "threads"]
[variants]
while = ["the-server-has-not-answered", "onProgress-runs", "a-promise-holds-it", "the-server-is-silent"]
---*/
import { readdirSync } from 'node:fs';
import { downloadFile } from '#addon';
import { mustNotCall, until, variant } from '#harness';
import { threads } from '../fixtures/threads.mjs';
import { bodyOf, serve } from '../fixtures/server.mjs';

const body = bodyOf(64);
const silent = variant.while === 'the-server-is-silent';
const server = await serve(body, silent ? { until: body.length / 2, then: 'nothing' } : {});
let aborted = false;
const abort = () => {
  download.abort();
  download.abort();
  aborted = true;
};
const download = downloadFile({
  url: server.url,
  file: 'data.bin',
  onProgress(received) {
    if (aborted) console.log('came too late:', received);
    if (variant.while === 'onProgress-runs') abort();
    if (variant.while === 'a-promise-holds-it') {
      setImmediate(abort);
      return new Promise(() => {});
    }
    if (silent && received === body.length / 2) setImmediate(abort);
  },
  onComplete: mustNotCall('onComplete'),
  onError: mustNotCall('onError'),
});
if (variant.while === 'the-server-has-not-answered') {
  // A thread has its name once it runs. The server is on this one, and cannot answer meanwhile.
  while (threads('download') === 0);
  abort();
}

await until(() => aborted && threads('download') === 0);
console.log('its thread has ended');
console.log('files:', readdirSync('.').filter((name) => name.startsWith('data')));
download.abort();
server.close();
