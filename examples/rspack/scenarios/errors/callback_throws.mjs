/*---
summary = "What run's callback or the hook afterDone throws is an uncaught exception, what close's callback throws an unhandled rejection: each ends the process with the place that threw it"
shows = ["run", "close", "afterDone"]
tags = ["errors"]
[variants]
callback = ["run", "afterDone", "close"]
[expect]
end = "uncaught"
---*/
import { variant } from '#harness';
import { compilerWith } from '../fixtures/project.mjs';

function called(name) {
  console.log(name, 'was called');
  if (name === variant.callback) throw new Error(`thrown by ${name}`);
}

const compiler = compilerWith(({ hooks }) => hooks.afterDone.tap('faulty', () => called('afterDone')));
compiler.run(() => {
  called('run');
  compiler.close(() => called('close'));
});
