/*---
summary = "What a field for a callback takes depends on its Rust type: a Function takes anything, a FunctionRef any object, a ThreadsafeFunction only functions"
shows = ["probeCallbackField", "Function", "FunctionRef", "ThreadsafeFunction"]
tags = ["objects", "types"]
[[on]]
name = "takes-no-function"
runtimes = ["bun"]
because = "Bun makes a ThreadsafeFunction of anything, and fails when that is called"
[[on]]
name = "refers-to-anything"
runtimes = ["deno"]
because = "Deno makes a reference to a number or null, too"
---*/
import { probeCallbackField } from '#addon';

const fields = ['Function', 'OptionalFunction', 'NullableFunction', 'FunctionRef', 'ThreadsafeFunction'];
const options = {
  'a function': { callback: () => 'yes' },
  'a class': { callback: class {} },
  'an object': { callback: {} },
  'a number': { callback: 42 },
  null: { callback: null },
  undefined: { callback: undefined },
  'not there': {},
  'an inherited function': Object.create({ callback: () => 'inherited' }),
};
for (const field of fields) {
  console.log(field);
  for (const [what, value] of Object.entries(options)) console.log(`  ${what}:`, probeCallbackField(field, value));
}
