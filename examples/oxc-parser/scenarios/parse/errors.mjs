/*---
summary = "Errors in the source are part of the result, and nothing is thrown; if the parser cannot recover, the program is empty"
shows = ["parse", "parseSync"]
tags = ["errors"]
[variants]
how = ["parse", "parseSync"]
---*/
import * as oxc from 'oxc-parser';
import { variant } from '#harness';

const parse = oxc[variant.how];

for (const [source, options] of [
  ['let a = ;\nlet b', {}],
  ['let a; let a;', {}],
  ['let a; let a;', { showSemanticErrors: true }],
]) {
  const { errors, program } = await parse('a.js', source, options);
  console.log(source, options, '→', program.body.length, 'statements');
  for (const { severity, message, labels, codeframe } of errors) {
    console.log({ severity, message, labels: labels.map(({ start, end }) => `${start}-${end}`) });
    console.log(codeframe);
  }
}
