/*---
summary = "The TypeScript that the guide shows for calculateSalary is the very type that napi-derive generates"
shows = ["calculateSalary", "Function", "FnArgs"]
claim = "generated-typescript-calculate-salary"
tags = ["guide", "types"]
[expect]
end = "types"
---*/
import * as addon from '#addon';
import type { Identical } from './fixtures/identical.ts';

// Word for word as the guide has it.
export declare function calculateSalary(
  baseAmount: number,
  callback: (arg0: number, arg1: number, arg2: string) => number
): number

const identical: Identical<typeof calculateSalary, typeof addon.calculateSalary> = true;
