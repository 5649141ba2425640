/*---
summary = "The size that wrap is given is taken off the memory that the garbage collector knows of when the object is finalised, though it was never added"
shows = ["JsObjectValue::wrap", "Env::adjust_external_memory", "wrapNoteOfSize", "toldExternalBytes"]
tags = ["wrap", "gc", "memory", "crash"]
[[on]]
name = "stops"
runtimes = ["node >=24"]
because = "V8 stops the process when more is taken off than there is"
end = "crash"
[[on]]
name = "exits"
runtimes = ["deno"]
because = "V8 stops when more is taken off than there is, and Deno then panics and exits"
end = "exit 1"
exit-event = false
panics = ["Check failed"]
---*/
import { closeSync } from 'node:fs';
import { takeDrops, toldExternalBytes, wrapNoteOfSize } from '#addon';
import { gc } from '#harness';

const MEBIBYTE = 2 ** 20;
const before = toldExternalBytes();
const change = () => Math.round((toldExternalBytes() - before) / MEBIBYTE);
// What V8 writes there when it stops differs from version to version.
closeSync(2);

wrapNoteOfSize({}, 'note', 64 * MEBIBYTE);
console.log('wrapped: more by', change(), 'MiB');
await gc();
console.log('dropped:', takeDrops());
console.log('finalised: more by', change(), 'MiB');
