/*---
summary = "A string or number thrown by a hook comes back as a RolldownError without text or plugin, undefined as Rolldown's own TypeError; an object with a message keeps it"
shows = ["rolldown", "generate"]
tags = ["errors"]
[variants]
thrown = ["string", "number", "undefined", "object"]
---*/
import { rolldown } from 'rolldown';
import { mustCall, variant } from '#harness';
import { virtual } from '../fixtures/virtual.mjs';

const thrown = { string: 'out of paper', number: 42, undefined, object: { message: 'out of paper' } }[variant.thrown];
const handler = mustCall(() => {
  throw thrown;
});
const build = await rolldown({
  input: 'entry',
  plugins: [virtual({ entry: 'console.log(1)' }), { name: 'faulty', transform: { filter: { id: /^entry$/ }, handler } }],
});

try {
  await build.generate();
} catch ({ errors: [error] }) {
  const { name, message, plugin, hook, id } = error;
  console.log({ name, message, plugin, hook, id, keys: Object.keys(error).length });
}
