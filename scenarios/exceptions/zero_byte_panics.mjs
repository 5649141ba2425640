/*---
summary = "throw_syntax_error panics where its message or code holds a zero byte, which aborts the process"
shows = ["Env::throw_syntax_error", "throwByEnv"]
tags = ["errors", "panic", "crash"]
[expect]
end = "crash SIGABRT"
panics = ["must be a valid utf-8 string"]
[variants]
where = ["message", "code"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build, before it comes to where it cannot unwind"
---*/
import { throwByEnv } from '#addon';
import { variant } from '#harness';

throwByEnv('SyntaxError', ...(variant.where === 'message' ? ['not\0parsed', null] : ['not parsed', 'E\0CODE']));
