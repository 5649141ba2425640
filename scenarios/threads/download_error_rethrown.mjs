/*---
summary = "A callback that rethrows the error it was given ends the process with Rust's NetworkError"
shows = ["downloadFileWithProgress", "NetworkError"]
tags = ["threads", "throws", "errors"]
[expect]
end = "uncaught"
---*/
import { downloadFileWithProgress } from '#addon';

downloadFileWithProgress('https://example.org/file', (err, progress) => {
  if (err) throw err;
  console.log(`${progress}%`);
});
