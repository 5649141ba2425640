/*---
summary = "An error that Rust swallows is gone after Function::call, but after Function::apply it is still thrown"
shows = ["callAndSwallow", "applyAndSwallow", "Function::call", "Function::apply"]
tags = ["sync", "throws"]
---*/
import { applyAndSwallow, callAndSwallow } from '#addon';

function throwing() {
  throw new Error('meant to be swallowed');
}

console.log('call:', callAndSwallow(throwing));

try {
  console.log('apply:', applyAndSwallow(throwing));
} catch (error) {
  // apply leaves the exception pending, and Node.js throws it when the Rust function has returned.
  console.log('apply threw:', error.message);
}
