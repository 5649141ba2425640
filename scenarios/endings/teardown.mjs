/*---
summary = "A crash in an environment cleanup hook comes after the exit handlers, once all work is done"
shows = ["abortAtTeardown", "Env::add_env_cleanup_hook"]
tags = ["ending"]
[expect]
end = "crash SIGABRT"
---*/
import { abortAtTeardown } from '#addon';

abortAtTeardown();
process.on('exit', () => console.log('all work is done'));
