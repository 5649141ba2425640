/*---
summary = "A visitor that returns a BigInt crashes the process instead of causing an error: no try/catch helps"
shows = ["transform", "visitor"]
tags = ["visitor", "crash"]
[expect]
end = "crash SIGABRT"
panics = ["entered unreachable code"]
---*/
import { transform } from 'lightningcss';
import { mustNotCall } from '#harness';

process.on('exit', mustNotCall('exit'));
try {
  transform({ filename: 'a.css', code: Buffer.from('.a { color: red }'), visitor: { Declaration: () => 1n } });
} catch (error) {
  console.log('caught', error.message);
}
