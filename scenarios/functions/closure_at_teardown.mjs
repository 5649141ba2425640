/*---
summary = "A closure that JavaScript still holds is dropped with the environment, after the exit handlers; process.exit() on the main thread ends the process without that"
shows = ["Env::create_function_from_closure", "closureThatSaysGoodbye"]
tags = ["closure", "exit"]
[variants]
ending = ["return", "exit"]
[[on]]
name = "leaves-it"
runtimes = ["bun"]
because = "Bun ends the process without running finalizers"
---*/
import { closureThatSaysGoodbye } from '#addon';
import { variant } from '#harness';

globalThis.kept = closureThatSaysGoodbye('the closure');
process.on('exit', () => console.log('exit handlers'));
if (variant.ending === 'exit') process.exit();
