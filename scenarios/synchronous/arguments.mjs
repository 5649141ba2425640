/*---
summary = "Missing arguments count as undefined and are refused by their type; extra ones are ignored"
shows = ["processUserData", "calculateSalary", "optionalCallback"]
tags = ["sync", "arguments"]
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

console.log('no arguments');
console.log(
  '  processUserData:',
  attempt(() => processUserData()),
);
console.log(
  '  calculateSalary:',
  attempt(() => calculateSalary()),
);
console.log(
  '  optionalCallback:',
  attempt(() => optionalCallback()),
);

console.log('the callback missing');
console.log(
  '  processUserData:',
  attempt(() => processUserData('alice')),
);
console.log(
  '  calculateSalary:',
  attempt(() => calculateSalary(50000)),
);
console.log(
  '  optionalCallback:',
  attempt(() => optionalCallback('value')),
);

console.log('more than declared; the callback answers with how many it got itself');
const count = (...args) => args.length;
const countInText = (...args) => `${args.length}`;
console.log(
  '  processUserData:',
  attempt(() => processUserData('alice', countInText, 'more', 'more')),
);
console.log(
  '  calculateSalary:',
  attempt(() => calculateSalary(50000, count, 'more')),
);
console.log(
  '  optionalCallback:',
  attempt(() => optionalCallback('value', count, 'more')),
);
