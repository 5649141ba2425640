/*---
summary = "A non-string source, even a Buffer, is an error that says so: parseSync throws it, parse rejects with it"
shows = ["parse", "parseSync"]
tags = ["errors"]
---*/
import { parse, parseSync } from 'oxc-parser';
import { mustNotCall } from '#harness';

for (const source of [undefined, 42, Buffer.from('let a')]) {
  const told = [];
  const tell = ({ code, message }) => told.push(`${code}: ${message}`);
  try {
    parseSync('a.js', source);
  } catch (error) {
    tell(error);
  }
  await parse('a.js', source).then(mustNotCall('then'), tell);
  console.log(told[0], told[0] === told[1]);
}
