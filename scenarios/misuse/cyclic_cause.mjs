/*---
summary = "An Error whose cause is itself, thrown in a synchronous callback, overflows the stack and kills the process"
shows = ["processUserData", "Function::call"]
tags = ["misuse", "crash", "throws"]
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
import { processUserData } from '#addon';
import { record } from '#harness';

const error = new Error('its own cause');
error.cause = error;

try {
  processUserData('alice', () => {
    record('throwing');
    throw error;
  });
} catch (caught) {
  record('caught', caught.message);
}
