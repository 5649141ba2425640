/*---
summary = "Rust reads every chunk of a ReadableStream"
tags = ["bug", "stream", "async"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3328"
kind = "lost-data"
affected = ["<3.9.2"]
fixed = "3.9.2"
features = ["web_stream"]
---*/
const assert = require('node:assert');
const { Reading } = require('#addon');
const { until } = require('#harness');

const chunks = [1, 2, 3];

async function main() {
  const stream = new ReadableStream({
    start: (controller) => chunks.forEach((chunk) => controller.enqueue(chunk)),
  });
  const reading = new Reading(stream);
  const read = [];
  await until(() => {
    for (let chunk; (chunk = reading.poll()) !== null; ) read.push(chunk);
    return read.at(-1) === chunks.at(-1);
  });
  console.log('read', ...read);
  assert(read.length === chunks.length, 'chunks were lost');
}

main();
