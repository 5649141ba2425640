/*---
summary = "process.exit after the first of fifty parses ends the process while threads parse the others"
shows = ["parse"]
tags = ["exit"]
[expect]
end = "exit 7"
---*/
import { parse } from 'oxc-parser';
import { moduleOf } from '../fixtures/sources.mjs';

const source = moduleOf(500);
const parses = Array.from({ length: 50 }, () => parse('a.js', source));
process.on('exit', (code) => console.log('exit', code));
await Promise.race(parses);
process.exit(7);
