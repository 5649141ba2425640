/*---
summary = "A child that is never told to end keeps the program alive"
timeout = "3s"
---*/
import { spawn } from 'node:child_process';

spawn('cat'); // place: child_still_running
