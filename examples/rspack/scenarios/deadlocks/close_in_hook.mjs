/*---
summary = "A hook that Rust calls and that awaits close() waits for itself: close() waits for the build, and the process hangs"
shows = ["close", "make"]
tags = ["deadlock", "hang"]
# A thread of Rspack's that is not needed any more ends after 10 s; as long as it waits for that, nothing proves a hang.
timeout = "60s"
[expect]
end = "hang"
hang = "idle"
holder = "ThreadsafeFunction"
---*/
import { mustCall, mustNotCall } from '#harness';
import { close, compilerWith } from '../fixtures/project.mjs';

const compiler = compilerWith(({ hooks }) => {
  const closes = mustCall(async () => {
    console.log('closing');
    await close(compiler);
    console.log('closed');
  });
  hooks.make.tapPromise('closes', closes);
});
compiler.run(mustNotCall("run's callback"));
