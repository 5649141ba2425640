/*---
summary = "Where the server does not say how long the body is, a lost connection looks like its end: half a file is taken for whole"
shows = ["downloadFile"]
tags = ["use-case", "download", "limits"]
---*/
import { readFileSync } from 'node:fs';
import { downloadFile } from '#addon';
import { mustCall, mustNotCall } from '#harness';
import { bodyOf, serve } from '../fixtures/server.mjs';

const body = bodyOf(64);
const half = body.subarray(0, body.length / 2);
const server = await serve(body, { declares: false, until: half.length, then: 'destroy' });
downloadFile({
  url: server.url,
  file: 'data.bin',
  onComplete: mustCall(({ bytes }) => {
    console.log('it is half of it:', bytes === half.length && readFileSync('data.bin').equals(half));
    server.close();
  }),
  onError: mustNotCall('onError'),
});
