/*---
summary = "process.exit ends the process while a `next` is under way, which never settles"
shows = ["AsyncGenerator::next", "AnsweredGenerator", "census"]
tags = ["generator", "async", "exit"]
[expect]
end = "exit 3"
---*/
import { AnsweredGenerator, census } from '#addon';
import { mustNotCall } from '#harness';

process.on('exit', () => console.log('under way at exit:', census().alive));
const generator = new AnsweredGenerator();
generator[Symbol.asyncIterator]().next().finally(mustNotCall('what waits for next'));
process.exit(3);
