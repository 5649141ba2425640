/*---
summary = "downloadFileWithProgress reports 0, 20 and 40 and then the NetworkError at 60 %, once errors go to the callback"
shows = ["downloadFileWithProgress", "NetworkError", "ThreadsafeFunction::call"]
claim = "simulates-a-network-error"
tags = ["guide", "threads", "errors"]
---*/
import { downloadFileWithProgress } from '#addon';
import { mustCall } from '#harness';

// The guide declares CalleeHandled = false, which takes no Err at all: here it is true.
downloadFileWithProgress(
  'https://example.org/file',
  mustCall((err, progress) => {
    if (err) {
      console.log(`${err.code}: ${err.message}`);
    } else {
      console.log(`${progress}%`);
    }
  }, 4),
);
