/*---
summary = "Rust and JavaScript that call each other without end get no RangeError, but kill the process: with the stack full, each attempt to get the text of the error throws another one"
shows = ["Function::call", "Error::from(Unknown)", "rethrow"]
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
import { rethrow } from '#addon';
import { record } from '#harness';

let depth = 0;
function deeper() {
  depth += 1;
  if (depth === 100) record('a hundred calls deep');
  rethrow(deeper);
}
try {
  deeper();
} catch (error) {
  record('caught', error.name);
}
