/*---
summary = "process.exit in a hook ends the process with its code while Rolldown's threads keep building"
shows = ["rolldown", "generate"]
tags = ["exit"]
[expect]
end = "exit 7"
---*/
import { rolldown } from 'rolldown';
import { mustNotCall } from '#harness';

const modules = Array.from({ length: 100 }, (_, n) => `m${n}`);

const build = await rolldown({
  input: 'entry',
  plugins: [
    {
      name: 'exits',
      resolveId: (source) => source,
      load: (id) => (id === 'entry' ? modules.map((name) => `import '${name}';`).join('') : `console.log('${id}')`),
      transform(code, id) {
        if (id === 'm50') process.exit(7);
      },
      buildEnd: mustNotCall('buildEnd'),
    },
  ],
});
await build.generate();
