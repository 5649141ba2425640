/*---
summary = "A panic in a Rust closure is thrown with its message, through any frames of Rust and JavaScript in between, and the closure works on"
shows = ["Env::create_function_from_closure", "panickingClosure", "wrapCallback"]
tags = ["sync", "closure", "panic"]
[expect]
panics = ["a panic with a literal", "a panic with text number 2", "Box<dyn Any>"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
panics = ["a panic with a literal"]
---*/
import { panickingClosure, wrapCallback } from '#addon';

const panicking = panickingClosure();
for (const payload of ['Literal', 'Formatted', 'Number']) {
  const calls = {
    'called by JavaScript': () => panicking(payload),
    'called by Rust': wrapCallback(() => wrapCallback(() => panicking(payload))()),
  };
  for (const [how, call] of Object.entries(calls)) {
    try {
      call();
      console.log(how, 'returned');
    } catch (error) {
      console.log(`${payload}, ${how}: ${error.name}, ${error.code}, ${error.message}`);
    }
  }
}
try {
  panicking('Other');
} catch (error) {
  console.log(error.code);
}
