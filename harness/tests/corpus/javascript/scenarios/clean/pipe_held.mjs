/*---
summary = "A child shares the program's output and ends before it"
---*/
import { spawn } from 'node:child_process';

spawn('echo', ['from the child'], { stdio: 'inherit' });
