/*---
summary = "A detached child outlives the program"
---*/
import { spawn } from 'node:child_process';

spawn('sleep', ['20'], { detached: true, stdio: 'ignore' }).unref(); // place: child_left_behind
