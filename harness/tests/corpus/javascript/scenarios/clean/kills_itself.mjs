/*---
summary = "The program handles the signal that it sends itself"
---*/
process.once('SIGUSR1', () => console.log('signalled'));
process.kill(process.pid, 'SIGUSR1');
setTimeout(() => {}, 50);
