/*---
summary = "A Rust closure keeps its own state; called again from within itself it finds that borrowed, which is an error or a panic"
shows = ["Env::create_function_from_closure", "makeCounter", "keepLast"]
tags = ["sync", "closure", "panic"]
[expect]
panics = ["already borrowed"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
---*/
import { keepLast, makeCounter } from '#addon';
import { mustCall } from '#harness';

const [one, another] = [makeCounter(), makeCounter()];
console.log(one.name, one.length, one(), one(), another(), one.call('any this', 'any argument'));
console.log(
  'as what JavaScript takes a function for:',
  [1, 2, 3].map(another),
  Reflect.apply(another, null, []),
  await Promise.resolve().then(another),
);

const keep = keepLast(mustCall(() => {}, 3));
console.log(keep('a'), keep('b'), keep('c'));

for (const argument of ['an argument', 'panics']) {
  const keep = keepLast(mustCall(() => keep(argument), 2));
  // Nothing stays borrowed after the first.
  for (const when of ['at first', 'again']) {
    try {
      keep('a');
    } catch (error) {
      const said = error.message.includes('borrowed') ? 'borrowed' : error.message;
      console.log(`${argument}, ${when}: ${error.code}: ${said}`);
    }
  }
}
