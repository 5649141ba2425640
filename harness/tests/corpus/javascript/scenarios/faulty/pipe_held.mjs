/*---
summary = "A child outlives the program and holds its output open"
---*/
import { spawn } from 'node:child_process';

spawn('sleep', ['20'], { stdio: 'inherit' }).unref(); // place: pipe_held
