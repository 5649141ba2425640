/*---
summary = "The program stops itself and nobody lets it go on"
timeout = "3s"
---*/
process.kill(process.pid, 'SIGSTOP'); // place: stops_itself
