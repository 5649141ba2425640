/*---
summary = "fatal_error aborts the process at once: no handler of exit or uncaughtException runs"
shows = ["Env::fatal_error", "endByFatalError"]
tags = ["errors", "fatal", "crash"]
[expect]
end = "crash SIGABRT"
[[on]]
name = "one-stack"
runtimes = ["node <20"]
because = "Node.js shows the stack of JavaScript only since version 20"
[[on]]
name = "silent"
runtimes = ["bun"]
because = "Bun aborts without the message"
[[on]]
name = "in-other-words"
runtimes = ["deno"]
because = "Deno words the message in its own way"
---*/
import { endByFatalError } from '#addon';
import { mustNotCall } from '#harness';

process.on('exit', () => console.log('an exit handler'));
process.on('uncaughtException', mustNotCall('a handler'));
try {
  endByFatalError('fatal.rs', 'nothing can be done');
} finally {
  console.log('finally');
}
