/*---
summary = "process.exit ends the process with its code while fifty parses are pending; none of them is reported any more"
shows = ["parse"]
tags = ["exit"]
[expect]
end = "exit 7"
---*/
import { parse } from 'oxc-parser';
import { mustNotCall } from '#harness';
import { moduleOf } from '../fixtures/sources.mjs';

const source = moduleOf(500);
for (let count = 0; count < 50; count++) parse('a.js', source).finally(mustNotCall('parsed'));
process.on('exit', (code) => console.log('exit', code));
process.exit(7);
