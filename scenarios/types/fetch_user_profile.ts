/*---
summary = "The TypeScript that the guide shows for fetchUserProfile is the very type that napi-derive generates"
shows = ["fetchUserProfile", "ThreadsafeFunction"]
claim = "generated-typescript-fetch-user-profile"
tags = ["guide", "types", "async"]
[expect]
end = "types"
---*/
import * as addon from '#addon';
import type { Identical } from './fixtures/identical.ts';

// Word for word as the guide has it.
export declare function fetchUserProfile(
  userId: number,
  callback: (err: Error | null, arg: string) => Promise<string>
): Promise<string>

const identical: Identical<typeof fetchUserProfile, typeof addon.fetchUserProfile> = true;
