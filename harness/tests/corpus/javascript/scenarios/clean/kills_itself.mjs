/*---
summary = "The program handles the signal that it sends itself"
---*/
const waiting = setInterval(() => {}, 1000);
process.once('SIGUSR2', () => {
  console.log('signalled');
  clearInterval(waiting);
});
process.kill(process.pid, 'SIGUSR2');
