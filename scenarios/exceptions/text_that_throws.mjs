/*---
summary = "An Error whose toString throws it again, thrown in a synchronous callback, overflows the stack and kills the process; over a ThreadsafeFunction nobody asks for its text"
shows = ["Function::call", "Error::from(Unknown)", "ThreadsafeFunction::call_async_catch", "rethrow", "rethrowFromThreadsafe"]
tags = ["errors", "stack", "throws", "crash"]
[expect]
end = "crash"
[[on]]
name = "checked"
runtimes = ["node >=24"]
because = "there a check of V8's own finds that the stack is full, and stops the process with a fatal error"
[[on]]
name = "panics"
runtimes = ["deno"]
because = "V8 finds that it does not stand on its own stack, and Deno makes a panic of that"
end = "exit 1"
exit-event = false
panics = ["IsOnCentralStack"]
---*/
import { rethrow, rethrowFromThreadsafe } from '#addon';
import { record } from '#harness';

const error = new Error('without text');
error.toString = () => {
  throw error;
};
function throwing() {
  throw error;
}

await rethrowFromThreadsafe(throwing).catch((caught) => record('the same over a ThreadsafeFunction', caught === error));
try {
  rethrow(throwing);
} catch (caught) {
  record('caught', caught === error);
}
