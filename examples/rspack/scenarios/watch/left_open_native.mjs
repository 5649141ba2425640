/*---
summary = "Rspack's native watcher, left open, keeps the process alive by a ThreadsafeFunction of its own"
shows = ["watch", "nativeWatcher"]
tags = ["watch", "hang"]
# It waits for changes of files, which nothing proves not to come, so time decides.
timeout = "3s"
[expect]
end = "timeout"
holder = "ThreadsafeFunction"
---*/
import { compilerWith, watcherOption } from '../fixtures/project.mjs';

const compiler = compilerWith(() => {}, watcherOption('native'));
compiler.watch({}, (error, stats) => console.log({ error, errors: stats.hasErrors() }));
