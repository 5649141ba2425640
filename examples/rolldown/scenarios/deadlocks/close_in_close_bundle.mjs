/*---
summary = "A closeBundle hook that closes its own build waits for itself: close() never ends and the process hangs"
shows = ["close", "closeBundle"]
tags = ["deadlock", "hang"]
[expect]
end = "hang"
hang = "idle"
holder = "unsettled Deferred"
---*/
import { rolldown } from 'rolldown';
import { mustCall } from '#harness';
import { virtual } from '../fixtures/virtual.mjs';

const build = await rolldown({
  input: 'entry',
  plugins: [
    virtual({ entry: 'console.log(1)' }),
    {
      name: 'closes',
      closeBundle: mustCall(async () => {
        console.log('closing');
        await build.close();
        console.log('closed');
      }),
    },
  ],
});
await build.generate();
await build.close();
