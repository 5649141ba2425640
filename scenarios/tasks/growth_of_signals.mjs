/*---
summary = "napi leaks some bytes with each task that has an AbortSignal, whether the signals are new or one serves all tasks"
shows = ["AbortSignal", "shortTask"]
tags = ["task", "abort", "growth", "leak"]
runtimes = { only = ["node", "deno"], because = "Bun releases the reference with the signal" }
[variants]
signal = ["new", "shared"]
[growth]
leaks = ["native"]
---*/
import { shortTask } from '#addon';
import { iterate, variant } from '#harness';

// A new signal leaves a reference of Node-API's behind when it is collected; a shared one keeps an entry of each task until it is.
const shared = new AbortController();
await iterate(() => shortTask(variant.signal === 'new' ? new AbortController().signal : shared.signal));
