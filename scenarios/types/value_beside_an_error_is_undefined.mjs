/*---
summary = "What is declared as a number beside an error is undefined when the error comes"
shows = ["downloadFileWithProgress", "ThreadsafeFunction::call"]
tags = ["guide", "types", "errors", "threads"]
---*/
import { downloadFileWithProgress } from '#addon';
import { mustCall } from '#harness';

downloadFileWithProgress(
  'https://example.org/file',
  mustCall((err, progress) => console.log(err?.code ?? null, typeof progress), 4),
);
