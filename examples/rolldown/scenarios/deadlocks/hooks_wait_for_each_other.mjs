/*---
summary = "If the transform hooks of two modules load each other, the build never ends: the process hangs silently instead of exiting with code 13"
shows = ["this.load", "transform"]
tags = ["deadlock", "hang"]
links = ["https://github.com/rolldown/rolldown/issues/3452"]
[expect]
end = "hang"
hang = "idle"
holder = "unsettled Deferred"
---*/
import { rolldown } from 'rolldown';
import { mustCall, mustNotCall, record } from '#harness';
import { virtual } from '../fixtures/virtual.mjs';

const other = { a: 'b', b: 'a' };

const build = await rolldown({
  input: 'a',
  plugins: [
    virtual({ a: "import 'b'", b: "import 'a'" }),
    {
      name: 'waits',
      transform: {
        filter: { id: /^[ab]$/ },
        handler: mustCall(async function transform(code, id) {
          record('waits', { of: id, for: other[id] });
          await this.load({ id: other[id] });
        }, 2),
      },
      buildEnd: mustNotCall('buildEnd'),
    },
  ],
});
await build.generate();
