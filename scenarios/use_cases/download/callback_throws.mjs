/*---
summary = "What onComplete or onError throws, or rejects with, nobody catches: it ends the process"
shows = ["downloadFile"]
tags = ["use-case", "download", "errors", "fatal"]
[variants]
how = ["throws-in-onComplete", "rejects-in-onComplete", "throws-in-onError"]
[expect]
end = "uncaught"
[[on]]
name = "says-null"
runtimes = ["deno"]
sometimes = true
because = "Deno loses now and then what a native callback throws, and reports null"
---*/
import { downloadFile } from '#addon';
import { variant } from '#harness';
import { bodyOf, serve } from '../fixtures/server.mjs';

const fails = (where) => () => {
  console.log('called:', where);
  if (variant.how === `throws-in-${where}`) throw new Error(variant.how);
  if (variant.how === `rejects-in-${where}`) return Promise.reject(new Error(variant.how));
};
const server = await serve(bodyOf(2));
downloadFile({
  url: variant.how.endsWith('onError') ? 'nothing like a URL' : server.url,
  file: 'data.bin',
  onComplete: fails('onComplete'),
  onError: fails('onError'),
});
