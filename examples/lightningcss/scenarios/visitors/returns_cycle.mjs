/*---
summary = "A visitor that returns an object that contains itself overflows the stack: the process crashes, and no try/catch helps"
shows = ["transform", "visitor"]
tags = ["visitor", "crash"]
runtimes = { only = ["node <24"], because = "Node.js 24 dies of it too, but V8 has a message for it there" }
[expect]
end = "crash"
---*/
import { transform } from 'lightningcss';
import { mustNotCall } from '#harness';

const cycle = { type: 'style' };
cycle.value = cycle;

process.on('exit', mustNotCall('exit'));
try {
  transform({ filename: 'a.css', code: Buffer.from('.a { color: red }'), visitor: { Rule: () => cycle } });
} catch (error) {
  console.log('caught', error.message);
}
