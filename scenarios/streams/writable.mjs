/*---
summary = "A WriteableStream can be closed and aborted from Rust, its `ready` does not exist, and it cannot be written to"
shows = ["WriteableStream::close", "WriteableStream::abort", "WriteableStream::ready", "closeWritable", "abortWritable", "waitForReady"]
tags = ["stream", "errors"]
---*/
import { abortWritable, closeWritable, closeWritableStrict, waitForReady } from '#addon';

const heard = [];
const sink = () => ({
  write: (chunk) => void heard.push(`write ${chunk}`),
  close: () => void heard.push('close'),
  abort: (reason) => void heard.push(`abort ${reason}`),
});
const outcome = async (work) => {
  try {
    return `resolved with ${await work()}`;
  } catch (error) {
    return `failed, ${error.name}`;
  }
};
const show = async (what, work) => console.log(what, await outcome(work), heard.splice(0));

let stream = new WritableStream(sink());
const writer = stream.getWriter();
writer.write(1);
writer.write(2);
await show('close, locked to a writer:', () => closeWritable(stream));
writer.releaseLock();
await show('close:', () => closeWritable(stream));
await show('close once more:', () => closeWritable(stream));

stream = new WritableStream(sink());
await show('abort:', () => abortWritable(stream, 'no use'));
await show('close after abort:', () => closeWritable(stream));

const failing = { close: () => Promise.reject(new RangeError('it cannot be closed')) };
await show('a sink that rejects:', () => closeWritable(new WritableStream(failing)));

// What `ready` looks for is a property of a stream's writer.
stream = new WritableStream(sink());
await show('ready of a stream:', () => waitForReady(stream));
await show('ready of its writer:', () => waitForReady(stream.getWriter()));

// Only `strict` looks at what it is given.
await show('no stream:', () => closeWritable({}));
await show('no stream, strict:', () => closeWritableStrict({}));
await show('something else that closes:', () => closeWritable({ close: () => 'whatever' }));
