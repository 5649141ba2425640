/*---
summary = "fatal_exception goes past every catch to uncaughtException; with a handler Rust goes on, without one the process ends in the call"
shows = ["Env::fatal_exception", "raiseFatalException", "raiseThrown"]
tags = ["errors", "fatal", "uncaught-exception"]
---*/
import { raiseFatalException, raiseThrown } from '#addon';
import { mustCall } from '#harness';

const error = Object.assign(new TypeError('thrown by JavaScript'), { code: 'E_OWN' });
process.on(
  'uncaughtException',
  mustCall((caught, origin) => {
    console.log(`${origin}: ${caught.name}, ${caught.code}, ${caught.message}, the same object: ${caught === error}`);
  }, 2),
);
try {
  console.log(raiseFatalException('made by Rust'));
  raiseThrown(() => {
    throw error;
  });
} catch (caught) {
  console.log('never caught', caught);
}
