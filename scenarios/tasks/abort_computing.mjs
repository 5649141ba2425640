/*---
summary = "A signal that was aborted before its task was made, or aborts after it has ended or while it computes, cancels nothing"
shows = ["AsyncTask::with_optional_signal", "AbortSignal", "AbortSignal::on_abort", "abortableTask"]
tags = ["task", "abort"]
[[on]]
name = "never-settles"
runtimes = ["deno"]
because = "Deno says that it cancels work which a thread computes, and goes on with it; napi leaves the promise to the cancellation"
end = "exit 1"
---*/
import { abortableTask, takeTaskJournal } from '#addon';
import { gate } from '#harness';

gate('aborted-before-may-end').open();
console.log(await abortableTask('aborted-before', AbortSignal.abort()), takeTaskJournal());

gate('ended-may-end').open();
const ended = new AbortController();
console.log(await abortableTask('ended', ended.signal));
ended.abort();
console.log(takeTaskJournal());

const computing = new AbortController();
const task = abortableTask('computing', computing.signal);
await gate('computing-computes').opened();
computing.abort();
gate('computing-may-end').open();
console.log(await task, takeTaskJournal());
