/*---
summary = "A download from a server that falls silent holds the process: it has no time limit, and only abort() ends it"
shows = ["downloadFile"]
tags = ["use-case", "download", "liveness", "limits"]
timeout = "3s"
# The server may go on at any time, so that nothing proves a hang.
[expect]
end = "timeout"
---*/
import { downloadFile } from '#addon';
import { mustNotCall } from '#harness';
import { bodyOf, serve } from '../fixtures/server.mjs';

const body = bodyOf(2);
const server = await serve(body, { until: body.length / 2, then: 'nothing', holds: false });
downloadFile({
  url: server.url,
  file: 'data.bin',
  onProgress(received) {
    if (received === body.length / 2) console.log('half of it has come');
  },
  onComplete: mustNotCall('onComplete'),
  onError: mustNotCall('onError'),
});
