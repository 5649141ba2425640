/*---
summary = "A hook that Rust calls, and whose promise is kept and never settles, keeps the process alive for ever instead of letting it exit: it hangs silently"
shows = ["run", "make"]
tags = ["deadlock", "hang"]
# A thread of Rspack's that is not needed any more ends after 10 s; as long as it waits for that, nothing proves a hang.
timeout = "60s"
[expect]
end = "hang"
hang = "idle"
holder = "ThreadsafeFunction"
---*/
import { mustCall, mustNotCall } from '#harness';
import { compilerWith } from '../fixtures/project.mjs';

globalThis.kept = new Promise(() => {});
const compiler = compilerWith(({ hooks }) => hooks.make.tapPromise('waits', mustCall(() => globalThis.kept)));
compiler.run(mustNotCall("run's callback"));
