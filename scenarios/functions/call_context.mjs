/*---
summary = "A closure reads its arguments one by one or as a tuple; past the end each way is an error, try_get and get::<Option> as well"
shows = ["FunctionCallContext::get", "FunctionCallContext::try_get", "FunctionCallContext::first_arg", "FunctionCallContext::args", "FunctionCallContext::length", "FunctionCallContext::this", "readsArguments"]
tags = ["sync", "arguments", "closure"]
[[on]]
name = "takes-no-number-for-0"
runtimes = ["deno"]
because = "Deno's napi_get_value_uint32 gives 0 for what is no number, where Node.js answers napi_number_expected"
---*/
import { readsArguments } from '#addon';

const texts = [
  [1, 'text'],
  [1, 'text', 3],
  ['text', 2],
];
const calls = [[], [1], [1, 2], ...texts, [1, null], [1, undefined], [1, 2, 3, 4, 5, 6]];
for (const by of ['get', 'tryGet', 'getOption', 'firstArg', 'args', 'arguments', 'length']) {
  console.log(by);
  const read = readsArguments(by);
  for (const args of calls) {
    try {
      console.log(' ', args, '->', read(...args));
    } catch (error) {
      console.log(' ', args, '->', error.code);
    }
  }
}

const readThis = readsArguments('this');
console.log('this');
for (const thisValue of [undefined, null, 'text', {}, () => {}]) {
  console.log(' ', thisValue, '->', readThis.call(thisValue));
}
console.log('  new ->', new readThis() instanceof readThis);
