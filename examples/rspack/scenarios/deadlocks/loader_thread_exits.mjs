/*---
summary = "If a loader with `parallel` calls process.exit, its thread ends, run never calls back, and the process hangs"
shows = ["loader", "parallel"]
tags = ["deadlock", "hang", "worker", "loader"]
# A thread of Rspack's that is not needed any more ends after 10 s; as long as it waits for that, nothing proves a hang.
timeout = "60s"
[expect]
end = "hang"
hang = "idle"
---*/
import { mustNotCall } from '#harness';
import { compilerWith, fixture } from '../fixtures/project.mjs';

const use = [{ loader: fixture('threaded_loader.cjs'), options: { does: 'exits' }, parallel: true }];
compilerWith(() => {}, { module: { rules: [{ test: /greeting/, use }] } }).run(mustNotCall("run's callback"));
