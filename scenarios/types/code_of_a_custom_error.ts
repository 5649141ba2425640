/*---
summary = "The code that a custom error status gives a JavaScript error is not declared: to read it is a type error"
shows = ["downloadFileWithProgress", "NetworkError", "ThreadsafeFunction"]
tags = ["guide", "types", "errors"]
[expect]
end = "type error TS2339"
---*/
import { downloadFileWithProgress } from '#addon';

// guide/download_file_with_progress reads it in JavaScript.
downloadFileWithProgress('https://example.org/file', (err, progress) => {
  if (err) console.log(err.code, err.message);
  else console.log(progress);
});
