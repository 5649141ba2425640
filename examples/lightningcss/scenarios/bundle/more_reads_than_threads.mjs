/*---
summary = "A loader that answers only once all three files are requested hangs on two cores: the third is never requested"
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
