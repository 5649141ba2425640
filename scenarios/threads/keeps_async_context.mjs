/*---
summary = "A threadsafe callback sees the AsyncLocalStorage store from when the function was created"
shows = ["monitorSystemResources", "ThreadsafeFunction::call"]
tags = ["threads", "async-context"]
[[on]]
name = "forgets"
runtimes = ["node >=24"]
because = "AsyncLocalStorage keeps its store in an AsyncContextFrame there, which no call brings along; with --no-async-context-frame it is seen as before"
link = "https://github.com/nodejs/node/pull/55552"
[[on]]
name = "sees-later"
runtimes = ["deno"]
because = "Deno shows the callback the store that JavaScript has entered since"
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { monitorSystemResources } from '#addon';
import { mustCall } from '#harness';

const storage = new AsyncLocalStorage();
const stores = new Set();
storage.run('the request', () => {
  monitorSystemResources(mustCall(() => stores.add(storage.getStore()), 5));
});
storage.enterWith('something later');

process.on('exit', () => console.log(stores));
