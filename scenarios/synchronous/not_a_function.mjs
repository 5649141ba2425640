/*---
summary = "A non-function fails with InvalidArg when it is called, not when it is passed"
shows = ["processUserData", "calculateSalary", "optionalCallback", "Function::call"]
tags = ["sync", "not-a-function"]
[[on]]
name = "function-expected"
runtimes = ["deno"]
because = "Deno answers napi_function_expected where Node.js answers napi_invalid_arg"
---*/
import { calculateSalary, optionalCallback, processUserData } from '#addon';

function attempt(call) {
  try {
    return call();
  } catch (error) {
    return `${error.code}: ${error.message}`;
  }
}

for (const callback of [undefined, null, 42, 'text', {}]) {
  console.log('callback:', callback);
  console.log(
    '  processUserData:',
    attempt(() => processUserData('alice', callback)),
  );
  console.log(
    '  calculateSalary:',
    attempt(() => calculateSalary(50000, callback)),
  );
  console.log(
    '  optionalCallback:',
    attempt(() => optionalCallback('value', callback)),
  );
}
