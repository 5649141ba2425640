/*---
summary = "process.exit in onProgress ends the process in mid-download, and the file is not there: what has come stands beside it"
shows = ["downloadFile"]
tags = ["use-case", "download", "exit"]
[expect]
end = "exit 3"
---*/
import { existsSync } from 'node:fs';
import { downloadFile } from '#addon';
import { mustCall, mustNotCall } from '#harness';
import { bodyOf, serve } from '../fixtures/server.mjs';

process.on('exit', () => console.log('the file:', existsSync('data.bin'), 'beside it:', existsSync('data.bin.part')));
const server = await serve(bodyOf(64));
downloadFile({
  url: server.url,
  file: 'data.bin',
  onProgress: mustCall((received) => {
    console.log('some bytes:', received > 0);
    process.exit(3);
  }),
  onComplete: mustNotCall('onComplete'),
  onError: mustNotCall('onError'),
});
