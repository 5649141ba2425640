/*---
summary = "An exception left pending is the one that JavaScript gets: Rust's own error, its panic and a second throw are lost"
shows = ["Function::apply", "Env::throw_error", "failWhilePending", "panicWhilePending", "throwTwice"]
tags = ["errors", "pending", "throws", "panic"]
[expect]
panics = ["Rust's own panic"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
---*/
import { failWhilePending, panicWhilePending, throwTwice } from '#addon';

const error = new Error('the pending one');
function throwing() {
  throw error;
}

for (const fail of [failWhilePending, panicWhilePending, throwTwice]) {
  try {
    fail(throwing);
    console.log(fail.name, 'returned');
  } catch (caught) {
    console.log(`${fail.name}: ${caught.message}, the same object: ${caught === error}`);
  }
}
