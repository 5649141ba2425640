/*---
summary = "What a server refuses, a server that is not there, and a file that cannot be written each go to onError with a code"
shows = ["downloadFile"]
tags = ["use-case", "download", "errors"]
---*/
import { downloadFile } from '#addon';
import { mustNotCall } from '#harness';
import { bodyOf, serve } from '../fixtures/server.mjs';

const failure = (options) =>
  new Promise((resolve) => downloadFile({ ...options, onComplete: mustNotCall('onComplete'), onError: resolve }));
const tell = ({ code, message, received }) => console.log(`${code}: ${message}, ${received}`);

const absent = await serve(bodyOf(1), { status: '404 Not Found' });
tell(await failure({ url: absent.url, file: 'data.bin' }));
absent.close();

const { code, received } = await failure({ url: absent.url, file: 'data.bin' });
console.log(code, received);
tell(await failure({ url: 'nothing like a URL', file: 'data.bin' }));

const server = await serve(bodyOf(1));
tell(await failure({ url: server.url, file: 'nowhere/data.bin' }));
server.close();

for (const callbacks of [{ onProgress: 42, onComplete() {}, onError() {} }, { onComplete() {} }, {}]) {
  try {
    downloadFile({ url: server.url, file: 'data.bin', ...callbacks });
  } catch (error) {
    console.log(`${error.code}: ${error.message}`);
  }
}
