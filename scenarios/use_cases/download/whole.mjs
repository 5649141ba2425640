/*---
summary = "downloadFile writes a real file from a real server, and reports the bytes as they come"
shows = ["downloadFile"]
claim = "download-reports-progress"
tags = ["use-case", "download"]
[variants]
length = ["declared", "unknown"]
---*/
import { existsSync, readFileSync } from 'node:fs';
import { downloadFile } from '#addon';
import { mustCall, mustNotCall, variant } from '#harness';
import { bodyOf, serve } from '../fixtures/server.mjs';

const body = bodyOf(64);
const server = await serve(body, { declares: variant.length === 'declared' });
const reports = [];
downloadFile({
  url: server.url,
  file: 'data.bin',
  onProgress(received, total) {
    if (reports.length === 0) console.log('there is no file before it is whole:', !existsSync('data.bin'));
    reports.push({ received, total });
  },
  onComplete: mustCall((result) => {
    console.log(result);
    const amounts = reports.map(({ received }) => received);
    console.log('several reports:', amounts.length >= 64);
    console.log('each has more bytes:', amounts.every((amount, n) => amount > (amounts[n - 1] ?? 0)));
    console.log('the last one:', reports.at(-1));
    console.log('the file is what was sent:', readFileSync('data.bin').equals(body));
    console.log('nothing else is left:', !existsSync('data.bin.part'));
    server.close();
  }),
  onError: mustNotCall('onError'),
});
console.log('it goes on in the background');
