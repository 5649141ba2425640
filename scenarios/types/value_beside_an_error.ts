/*---
summary = "The value after an error is declared as if it were always there: a callback that uses it without a look at the error type-checks"
shows = ["downloadFileWithProgress", "ThreadsafeFunction"]
tags = ["guide", "types", "errors"]
[expect]
end = "types"
---*/
import { downloadFileWithProgress } from '#addon';
import type { Identical } from './fixtures/identical.ts';

// types/value_beside_an_error_is_undefined runs it.
downloadFileWithProgress('https://example.org/file', (err, progress) => {
  const isNumber: Identical<typeof progress, number> = true;
  console.log(progress.toFixed());
});
