/*---
summary = "A child ends before the program"
---*/
import { spawn } from 'node:child_process';

spawn('sleep', ['0.05'], { stdio: 'ignore' });
