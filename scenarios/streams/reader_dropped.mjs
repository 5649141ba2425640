/*---
summary = "A Reader that is dropped halfway neither cancels the stream nor unlocks it: what is left is lost"
shows = ["ReadableStream::read", "Reader", "ChunkReader", "isLocked"]
claim = "dropped-reader-neither-cancels-nor-unlocks"
tags = ["stream", "lost", "gc"]
---*/
import { ChunkReader, isLocked } from '#addon';
import { gc, mustNotCall } from '#harness';

const stream = new ReadableStream({
  start(controller) {
    for (const chunk of [1, 2, 3]) controller.enqueue(chunk);
  },
  cancel: mustNotCall('cancel of the source'),
});
const chunks = new ChunkReader(stream);
console.log('read:', await chunks.next());
chunks.dropReader();
for (let n = 0; n < 3; n++) await gc();
console.log('dropped and collected, locked:', stream.locked, isLocked(stream));
for (const use of [() => stream.getReader(), () => stream.tee(), () => new ChunkReader(stream)]) {
  try {
    use();
  } catch (error) {
    console.log('refused:', error.name);
  }
}
