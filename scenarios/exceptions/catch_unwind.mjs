/*---
summary = "With catch_unwind a panic is thrown with its message, in functions, methods and accessors; what was written before stays written"
shows = ["napi(catch_unwind)", "panicAndCatch", "panicAfterCallback", "panicInFuture", "HalfWritten"]
tags = ["errors", "panic"]
[expect]
panics = ["a panic with a literal", "a panic with text number 2", "Box<dyn Any>", "the callback returned true", "a second text", "nothing is written"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
panics = ["a panic with a literal"]
---*/
import { HalfWritten, panicAfterCallback, panicAndCatch, panicInFuture } from '#addon';

const tell = (what, error) => console.log(`${what}: ${error.name}, ${error.code}, ${error.message}`);

for (const payload of ['Literal', 'Formatted', 'Number']) {
  try {
    panicAndCatch(payload);
  } catch (error) {
    tell(payload, error);
  }
}
await panicInFuture('Formatted').catch((error) => tell('in an async fn', error));

console.log(panicAfterCallback(() => false));
for (const callback of [() => true, () => panicAfterCallback(() => true)]) {
  try {
    panicAfterCallback(callback);
  } catch (error) {
    tell('after a callback', error);
  }
}

const texts = new HalfWritten();
const attempts = { getter: () => texts.written, method: () => texts.write('one') };
for (const [what, attempt] of Object.entries(attempts)) {
  try {
    attempt();
  } catch (error) {
    tell(what, error);
  }
}
texts.write('two', 'three');
console.log(texts.written);
