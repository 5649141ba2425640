/*---
summary = "The raw callback that #[napi] makes of a function becomes a function of any name, with its conversions, errors and catch_unwind"
shows = ["Env::create_function", "napi(no_export)", "functionsOfRawCallbacks", "callRawCallback"]
tags = ["sync", "panic"]
[expect]
panics = ["a panic of a raw callback"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
---*/
import * as addon from '#addon';

const { repeat, panic } = addon.functionsOfRawCallbacks('a name, as JavaScript wants it');
console.log('exported:', 'repeatText' in addon, 'panicInRawCallback' in addon);
console.log(repeat.name, '->', repeat('ha', 3));
console.log('called by Rust ->', addon.callRawCallback(2));

const calls = [() => repeat('ha', 0), () => repeat(42, 1), () => repeat(), () => addon.callRawCallback(0), panic];
for (const call of calls) {
  try {
    console.log(call());
  } catch (error) {
    console.log(`${error.code}: ${error.message}`);
  }
}
