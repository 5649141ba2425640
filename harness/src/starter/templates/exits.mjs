/*---
summary = "A program that has finished its work with the addon exits"
tags = ["exit"]
[expect]
end = "exit 0"
within = "2s"                # from the last line to the end of the process; if it takes longer, the run fails
---*/
import * as addon from '#addon';
{exports}
// Use the addon here: register a callback, close what you opened.
console.log('loaded', typeof addon);

process.on('exit', (code) => console.log('exit', code));
console.log('the last line');
