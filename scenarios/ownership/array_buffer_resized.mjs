/*---
summary = "A slice of a resizable ArrayBuffer keeps its length in Rust though a callback takes the bytes away"
shows = ["lengthAroundCallback", "seeBytes", "seeArrayBuffer", "Uint8ArraySlice"]
tags = ["buffers", "misuse"]
runtimes = { only = ["node >=20", "bun", "deno"], because = "Node.js 18 has no resizable ArrayBuffer" }
---*/
import { lengthAroundCallback, seeArrayBuffer, seeBytes } from '#addon';

const buffer = new ArrayBuffer(4, { maxByteLength: 8 });
const tracking = new Uint8Array(buffer).fill(3);
const fixed = new Uint8Array(buffer, 0, 4);
buffer.resize(6);
console.log('grown:', seeArrayBuffer(buffer).length, seeBytes(tracking).length, seeBytes(fixed).length);

const [before, after] = lengthAroundCallback(tracking, () => buffer.resize(2));
console.log('Rust saw', before, 'bytes and still sees', after, 'while JavaScript sees', tracking.length);
console.log('shrunk:', seeArrayBuffer(buffer).length, seeBytes(tracking), 'out of its bounds:', seeBytes(fixed));
