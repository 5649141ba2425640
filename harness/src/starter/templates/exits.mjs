/*---
summary = "A program that has done all its work with the addon ends by itself"
tags = ["exit"]
[expect]
end = "exit 0"
within = "2s"                # from the last line to the end of the process: what holds it longer is told of
---*/
import * as addon from '#addon';
{exports}
// Here the addon does what it is for: register a callback, close what was opened.
console.log('loaded', typeof addon);

process.on('exit', (code) => console.log('exit', code));
console.log('the last line');
