/*---
summary = "parse and parseSync find the same, and the process ends after fifty parses at once"
shows = ["parse", "parseSync"]
tags = ["exit"]
---*/
import { parse, parseSync } from 'oxc-parser';
import { moduleOf } from '../fixtures/sources.mjs';

const source = moduleOf(100);
const { program } = parseSync('a.js', source);
const parsed = await Promise.all(Array.from({ length: 50 }, () => parse('a.js', source)));

console.log(program.body.length, 'statements, the first:', program.body[0].declaration.declarations[0].id.name);
const same = parsed.filter((one) => JSON.stringify(one.program) === JSON.stringify(program));
console.log('parsed the same:', same.length);
