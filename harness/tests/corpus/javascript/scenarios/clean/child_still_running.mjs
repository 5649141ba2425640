/*---
summary = "A child is told to end"
---*/
import { spawn } from 'node:child_process';

spawn('cat').stdin.end();
