/*---
summary = "A native thread that calls exit ends the process behind JavaScript's back: no `exit` handler runs"
shows = ["exitOnThread"]
tags = ["ending"]
[expect]
end = "exit 0"
exit-event = false
---*/
import { exitOnThread } from '#addon';

process.on('exit', () => console.log('never'));
exitOnThread(0);
