/*---
summary = "An Err of a task's finally is an uncaught exception, though the promise is settled"
shows = ["Task::finally", "stagedTask"]
tags = ["task", "errors", "fatal"]
[[on]]
name = "nobody-may-catch"
runtimes = ["deno"]
because = "Deno ends with what the completion of a task throws, and hands it to no uncaughtException handler"
end = "uncaught"
---*/
import { stagedTask, takeTaskJournal } from '#addon';

process.on('uncaughtException', ({ code, message }) => console.log('uncaught:', code, message));
stagedTask('a', { errsIn: ['finally'] }).then((value) => console.log(value));
process.on('exit', () => console.log(takeTaskJournal()));
