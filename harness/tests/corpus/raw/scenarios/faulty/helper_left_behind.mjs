/*---
summary = "Native code starts a helper and forgets it"
---*/
import { spawnHelper } from '#addon';

spawnHelper(20_000, 0); // place: helper_left_behind
