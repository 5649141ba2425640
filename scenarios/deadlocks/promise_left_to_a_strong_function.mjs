/*---
summary = "A top-level await of a promise that a strong function settles continues, and closing the function lets the process exit"
shows = ["StrongLogger", "ThreadsafeFunctionBuilder::build"]
tags = ["deadlock", "promise", "strong"]
---*/
import { StrongLogger } from '#addon';

process.on('exit', () => console.log('exit'));

let logger;
const entry = await new Promise((resolve) => {
  logger = new StrongLogger(resolve);
  console.log('status:', logger.log('an entry'));
});
logger.close();
console.log('reached:', entry);
