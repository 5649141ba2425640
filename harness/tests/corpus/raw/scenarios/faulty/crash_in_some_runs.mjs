/*---
summary = "One run in three crashes"
repeat = 20
---*/
import { sometimes } from '#addon';

console.log(sometimes(1)); // place: crash_in_some_runs
