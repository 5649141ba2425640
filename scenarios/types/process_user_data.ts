/*---
summary = "The TypeScript that the guide shows for processUserData is the very type that napi-derive generates"
shows = ["processUserData", "Function"]
claim = "generated-typescript-process-user-data"
tags = ["guide", "types"]
[expect]
end = "types"
---*/
import * as addon from '#addon';
import type { Identical } from './fixtures/identical.ts';

// Word for word as the guide has it.
export declare function processUserData(
  username: string,
  callback: (arg: string) => string
): string

const identical: Identical<typeof processUserData, typeof addon.processUserData> = true;
