/*---
summary = "A Reader that is cancelled ends at once, its source hears of it in a later turn or in the same, and the stream stays locked"
shows = ["ReaderCancelHandle::cancel", "ReaderCancelHandle::cancel_on_js_thread", "ReadableStream::cancel", "ChunkReader", "cancelUnread"]
tags = ["stream", "cancel", "errors"]
---*/
import { ChunkReader, cancelUnread } from '#addon';

const heard = [];
const open = (refuse) =>
  new ReadableStream({
    cancel(reason) {
      heard.push(reason);
      if (refuse) throw new RangeError('it will not be cancelled');
    },
  });
const outcome = (promise) => promise.then(() => 'resolved', (error) => `rejected, ${error.message}`);

let stream = open();
let chunks = new ChunkReader(stream);
let next = chunks.next();
let cancelled = chunks.cancel('later');
console.log('cancel, heard in the same call:', heard.length);
console.log(await outcome(cancelled), heard, 'the read under way:', await next, 'locked:', stream.locked);
console.log('once more:', await outcome(chunks.cancel('again')), heard, 'the next read:', await chunks.next());

heard.length = 0;
stream = open();
chunks = new ChunkReader(stream);
next = chunks.next();
cancelled = chunks.cancelNow('now');
console.log('cancel_on_js_thread, heard in the same call:', heard);
console.log(await outcome(cancelled), 'the read under way:', await next, 'locked:', stream.locked);

chunks = new ChunkReader(open(true));
console.log('a source that throws:', await outcome(chunks.cancelNow()), 'the next read:', await chunks.next());

heard.length = 0;
console.log('unread:', await outcome(cancelUnread(open(), 'not read')), heard);
stream.cancel().catch((error) => console.log('read by somebody: rejected,', error.name));
await cancelUnread(stream).catch((error) => console.log('by Rust, too: rejected,', error.name));
