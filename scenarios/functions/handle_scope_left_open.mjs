/*---
summary = "A HandleScope is closed by close alone: an error returned before that leaves it open, which kills the process"
shows = ["HandleScope::create", "HandleScope::close", "callInHandleScope", "leaveHandleScopeOpen"]
tags = ["sync", "scope", "throws", "crash"]
[expect]
end = "crash"
[[on]]
name = "goes-on"
runtimes = ["deno"]
because = "Deno does not check that scopes are closed"
end = "exit 0"
---*/
import { closeSync } from 'node:fs';
import { callInHandleScope, leaveHandleScopeOpen } from '#addon';
import { record } from '#harness';

function throwing() {
  throw new Error('thrown in the scope');
}

record('closed', [callInHandleScope(() => 'an answer'), leaveHandleScopeOpen(() => 'an answer')]);
try {
  callInHandleScope(throwing);
} catch (error) {
  record('closed by close, which has called it', error.message);
}
// What Node.js writes of its failed assertion names the process and the place in its source.
closeSync(2);
try {
  leaveHandleScopeOpen(throwing);
} catch (error) {
  record('left open', error.message);
}
