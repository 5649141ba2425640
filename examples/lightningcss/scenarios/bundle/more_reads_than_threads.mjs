/*---
summary = "A loader that answers only when all of three files are asked for hangs on two cores: the third is never asked for"
shows = ["bundleAsync", "resolver"]
tags = ["bundle", "deadlock", "hang"]
# The pool is as large as the machine has cores; this makes any machine one of two.
env = { RAYON_NUM_THREADS = "2" }
[expect]
end = "hang"
hang = "idle"
holder = "ThreadsafeFunction"
---*/
import { bundleOf } from '../fixtures/wait_for_all.mjs';

await bundleOf(3);
