/*---
summary = "Leaks nothing: gzip"
[growth]
---*/
import { gzipSync, gunzipSync } from 'node:zlib';
import { iterate } from '#harness';

await iterate(() => gunzipSync(gzipSync('hello hello')));
