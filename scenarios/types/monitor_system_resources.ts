/*---
summary = "The guide shows a callback of monitorSystemResources that returns void, and napi-derive generates one that returns any; each function can stand for the other"
shows = ["monitorSystemResources", "ThreadsafeFunction"]
claim = "generated-typescript-monitor-system-resources"
tags = ["guide", "types"]
[expect]
end = "types"
---*/
import * as addon from '#addon';
import type { Identical } from './fixtures/identical.ts';

// Word for word as the guide has it.
export declare function monitorSystemResources(
  callback: (err: Error | null, arg: number) => void
): void

type Guide = typeof monitorSystemResources;
type Generated = typeof addon.monitorSystemResources;

const identical: Identical<Guide, Generated> = false;
const generatedForGuide: Guide = addon.monitorSystemResources;
const guideForGenerated: Generated = monitorSystemResources;

// That is all that differs.
type Callback<F extends (callback: never) => unknown> = Parameters<F>[0];
const parameters: Identical<Parameters<Callback<Guide>>, Parameters<Callback<Generated>>> = true;
const returnsVoid: Identical<ReturnType<Callback<Guide>>, void> = true;
const returnsAny: Identical<ReturnType<Callback<Generated>>, any> = true;
const returnTypes: Identical<ReturnType<Guide>, ReturnType<Generated>> = true;
