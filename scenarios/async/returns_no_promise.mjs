/*---
summary = "fetchUserProfile rejects a plain value where it wants a promise, and a promise of the wrong type"
shows = ["fetchUserProfile", "ThreadsafeFunction::call_async", "Promise"]
tags = ["async", "wrong-type"]
[expect]
dropped-exceptions = true
[[on]]
name = "raises"
runtimes = ["bun"]
because = "Bun raises an exception that native code left pending, where Node.js drops it with a warning"
end = "uncaught"
dropped-exceptions = false
[[on]]
name = "aborts"
runtimes = ["deno"]
because = "V8 stops Deno after a callback whose exception native code left pending"
end = "crash"
dropped-exceptions = false
---*/
import { fetchUserProfile } from '#addon';

const thenable = { then: (resolve) => resolve('a thenable') };
const answers = ['a string', undefined, 42, {}, thenable, Promise.resolve(42), Promise.resolve()];
for (const answer of answers) {
  try {
    console.log(answer, '->', await fetchUserProfile(123, () => answer));
  } catch (error) {
    console.log(answer, '->', `${error.code}: ${error.message}`);
  }
}
