/*---
summary = "A handler catches what it throws while the process exits"
---*/
process.on('exit', () => {
  try {
    throw new Error('cannot save');
  } catch (error) {
    console.log('caught', error.message);
  }
});
