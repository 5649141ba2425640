/*---
summary = "While an exception is pending Node-API calls nothing; Function::call fails with it, though nothing was called, and so takes it away"
shows = ["Function::apply", "Function::call", "Env::throw_error", "actWhilePending", "takePending"]
tags = ["errors", "pending", "throws"]
---*/
import { actWhilePending, takePending } from '#addon';
import { mustCall } from '#harness';

function throwing() {
  throw new Error('the pending one');
}

const told = actWhilePending(
  throwing,
  mustCall(() => 'an answer'),
);
for (const line of told) console.log(line);
console.log('taken by Node-API itself:', takePending(throwing));
