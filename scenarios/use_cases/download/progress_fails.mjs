/*---
summary = "What onProgress throws, or its promise rejects with, ends the download and goes to onError, once nothing is left of the file"
shows = ["downloadFile"]
tags = ["use-case", "download", "errors", "async"]
[variants]
how = ["throws", "rejects", "throws-at-last"]
---*/
import { existsSync, readdirSync } from 'node:fs';
import { downloadFile } from '#addon';
import { mustCall, mustNotCall, variant } from '#harness';
import { bodyOf, serve } from '../fixtures/server.mjs';

const body = bodyOf(64);
const server = await serve(body);
const own = new RangeError('no room for more');
let failed = false;
downloadFile({
  url: server.url,
  file: 'data.bin',
  onProgress(received) {
    if (failed) console.log('came too late:', received);
    if (variant.how === 'throws-at-last') {
      if (received < body.length) return;
      // All is written by now, and would be taken for whole soon if nobody waited for this call.
      for (let looks = 0; looks < 2000 && !existsSync('data.bin'); looks++);
    }
    if (variant.how === 'rejects') return Promise.reject(own).finally(() => (failed = true));
    failed = true;
    throw own;
  },
  onComplete: mustNotCall('onComplete'),
  onError: mustCall((error) => {
    console.log(error.message, 'the same object:', error === own);
    console.log('files:', readdirSync('.').filter((name) => name.startsWith('data')));
    server.close();
  }),
});
