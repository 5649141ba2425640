/*---
summary = "A panic in a stage of a task, or in on_abort, aborts the process"
shows = ["Task", "AbortSignal::on_abort", "stagedTask", "panicOnAbort"]
tags = ["task", "panic"]
[variants]
stage = ["compute", "resolve", "on_abort"]
[expect]
end = "crash SIGABRT"
panics = ["no luck in"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build, before it comes to where it cannot unwind"
---*/
import { panicOnAbort, stagedTask } from '#addon';
import { variant } from '#harness';

const { stage } = variant;
if (stage === 'on_abort') {
  const controller = new AbortController();
  panicOnAbort(controller.signal);
  controller.abort();
} else {
  stagedTask('a', { panicsIn: stage });
}
