/*---
summary = "A loader that answers only once all three files are requested works on three cores: each pending read occupies a pool thread"
shows = ["bundleAsync", "resolver"]
tags = ["bundle", "exit"]
# The pool is as large as the machine has cores; this makes any machine one of three.
env = { RAYON_NUM_THREADS = "3" }
---*/
import { bundleOf } from '../fixtures/wait_for_all.mjs';

const { code } = await bundleOf(3);
console.log(code.toString());
