/*---
summary = "A handler throws while the process exits"
---*/
process.on('exit', () => {
  throw new Error('cannot save'); // place: throws_at_exit
});
