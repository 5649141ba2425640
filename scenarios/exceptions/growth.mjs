/*---
summary = "Errors that are thrown, cloned, given causes, moved over threads and left pending accumulate nothing"
shows = ["Error", "Error::try_clone", "Error::set_cause", "AsyncTask", "ThreadsafeFunction::call_async_catch"]
tags = ["errors", "growth"]
timeout = "60s" # each iteration waits for other threads, and a busy machine takes its time
[growth]
---*/
import * as addon from '#addon';
import { iterate } from '#harness';

function fails(call, ...args) {
  try {
    call(...args);
  } catch {
    return;
  }
  throw new Error(`${call.name} threw nothing`);
}

await iterate(async (i) => {
  const throwing = () => {
    throw new Error(`number ${i}`, { cause: new Error('a cause') });
  };
  for (const call of [addon.rethrow, addon.rethrowClone, addon.rethrowCreated, addon.wrapThrown, addon.editThrown]) {
    fails(call, throwing);
  }
  fails(addon.throwWithCauses, ['outer', 'inner']);
  fails(addon.throwByEnv, 'TypeError', 'a message', 'E_CODE');
  fails(addon.throwMadeError, 'RangeError', 'a message');
  fails(addon.failWhilePending, throwing);
  addon.reasonsOf(throwing);
  addon.takePending(throwing);
  await addon.rethrowFromThread(throwing).catch(() => {});
  await addon.rethrowFromTask(throwing).catch(() => {});
  await addon.rethrowFromThreadsafe(throwing).catch(() => {});
});
