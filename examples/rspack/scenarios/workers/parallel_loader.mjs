/*---
summary = "A loader with `parallel` runs in a thread, what it throws is in stats, and the threads let the process exit with and without close()"
shows = ["loader", "parallel", "close"]
tags = ["worker", "loader", "exit"]
[variants]
does = ["answers", "throws"]
close = [true, false]
---*/
import { readFileSync } from 'node:fs';
import { variant } from '#harness';
import { build, close, compilerWith, fixture, textOf } from '../fixtures/project.mjs';

const { does } = variant;
const use = [{ loader: fixture('threaded_loader.cjs'), options: { does }, parallel: true }];
const compiler = compilerWith(() => {}, { module: { rules: [{ test: /greeting/, use }] } });
const stats = await build(compiler);
if (stats.hasErrors()) console.log(stats.compilation.errors.map(textOf));
else console.log(readFileSync('dist/main.js', 'utf8').match(/\('(.*)'\)/)[1]);
if (variant.close) await close(compiler);
