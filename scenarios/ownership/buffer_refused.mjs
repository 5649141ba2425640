/*---
summary = "A value that is no Buffer is refused where Rust asks for one; but without #[napi(strict)] nobody looks before Node-API is asked for its bytes, which Node.js 18 does not survive"
shows = ["borrowAroundCallback", "lengthOfBuffer", "BufferSlice", "Buffer", "strict"]
tags = ["buffers", "errors"]
[[on]]
name = "aborts"
runtimes = ["node <20"]
because = "napi_get_buffer_info asserts there that the value is a view"
---*/
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { borrowAroundCallback, lengthOfBuffer } from '#addon';

function attempt(call, value) {
  try {
    return call(value);
  } catch (error) {
    return `refused, ${error.code}`;
  }
}

const borrow = (value) => borrowAroundCallback(value, () => {});
const values = [{}, [0, 0], new ArrayBuffer(2), 'text', null];
if (process.argv[2] === 'without strict') {
  for (const value of values) console.log(attempt(borrow, value));
} else {
  for (const value of values) console.log('strict:', attempt(lengthOfBuffer, value));
  console.log('a Buffer:', attempt(lengthOfBuffer, Buffer.alloc(3)));
  const program = fileURLToPath(import.meta.url);
  const child = spawnSync(process.execPath, [program, 'without strict'], { encoding: 'utf8' });
  console.log(`without strict: ${child.signal ?? `exit ${child.status}`}\n${child.stdout}`);
}
