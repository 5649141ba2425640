/*---
summary = "A failed build passes its error to buildEnd and closeBundle, and the process exits with or without close(); close() runs closeBundle a second time"
shows = ["rolldown", "generate", "close"]
tags = ["errors", "exit"]
[variants]
close = [true, false]
---*/
import { rolldown } from 'rolldown';
import { record, variant } from '#harness';

const build = await rolldown({
  input: 'entry',
  plugins: [
    {
      name: 'told',
      resolveId: (source) => source,
      load() {
        throw new Error('nothing there');
      },
      buildEnd: (error) => record('buildEnd', { why: error?.errors[0].message }),
      closeBundle: (error) => record('closeBundle', { why: error?.errors[0].message }),
    },
  ],
});
try {
  await build.generate();
} catch (error) {
  console.log('failed:', error.errors[0].message);
}
if (variant.close) {
  await build.close();
  console.log('closed');
}
