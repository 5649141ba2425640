/*---
summary = "The u64 that startFileWatcher reports is declared as a bigint, so adding a number to it is a type error"
shows = ["startFileWatcher", "FnArgs"]
tags = ["guide", "types"]
[expect]
end = "type error TS2365"
---*/
import { startFileWatcher } from '#addon';
import type { Identical } from './fixtures/identical.ts';

startFileWatcher((filename, size) => {
  const isBigInt: Identical<typeof size, bigint> = true;
  console.log(filename, size + 1);
});
