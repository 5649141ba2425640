/*---
summary = "close() during a build waits for it; closing twice is allowed, a build after it is refused with an error, and stats stays readable"
shows = ["close", "run", "stats"]
tags = ["exit"]
---*/
import { record } from '#harness';
import { build, close, compilerWith, textOf } from '../fixtures/project.mjs';

const compiler = compilerWith(({ hooks }) => hooks.make.tap('told', () => record('make')));
const building = build(compiler).then((stats) => (record('run called back'), stats));
await Promise.all([close(compiler), close(compiler)]);
record('closed');
const stats = await building;
console.log('assets:', Object.keys(stats.compilation.assets));
await build(compiler).catch((error) => console.log(textOf(error)));
