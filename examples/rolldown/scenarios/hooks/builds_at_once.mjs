/*---
summary = "Eight concurrent builds each call only their own plugin, and the process exits"
shows = ["rolldown", "generate", "close"]
tags = ["hooks", "exit"]
---*/
import { rolldown } from 'rolldown';
import { mustCall } from '#harness';
import { virtual } from '../fixtures/virtual.mjs';

async function build(number) {
  const files = { entry: "import n from 'n'; console.log(n)", n: 'export default NUMBER' };
  const replace = mustCall((code) => code.replace('NUMBER', String(number)));
  const plugin = { name: `of build ${number}`, transform: async (code, id) => (id === 'n' ? replace(code) : null) };
  const made = await rolldown({ input: 'entry', plugins: [virtual(files), plugin] });
  const { output } = await made.generate();
  await made.close();
  return output[0].code.match(/\d+/)[0];
}

const built = await Promise.all(Array.from({ length: 8 }, (_, number) => build(number)));
console.log('built', ...built);
