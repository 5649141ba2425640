/*---
summary = "process.exit in a hook or loader ends the process with its code"
shows = ["run"]
tags = ["exit"]
[variants]
where = ["make", "buildModule", "processAssets", "emit", "loader"]
[expect]
end = "exit 7"
---*/
import { writeFileSync } from 'node:fs';
import { mustNotCall, variant } from '#harness';
import { compilerWith, fixture, withHook } from '../fixtures/project.mjs';

const { where } = variant;
const modules = Array.from({ length: 100 }, (_, number) => `./m${number}.js`);
const rule = { test: /m50/, use: fixture('exiting_loader.cjs') };
const compiler = compilerWith(
  (compiler) => {
    if (where !== 'loader') withHook(compiler, where, (hook) => hook.tap('exits', () => process.exit(7)));
  },
  { module: { rules: where === 'loader' ? [rule] : [] } },
);
for (const name of modules) writeFileSync(`project/src/${name}`, `console.log('${name}');`);
writeFileSync('project/src/entry.js', modules.map((name) => `import '${name}';`).join('\n'));
compiler.run(mustNotCall("run's callback"));
