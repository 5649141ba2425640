/*---
summary = "Native code that recurses endlessly overflows its stack and dies of SIGSEGV"
shows = ["recurseWithoutEnd"]
tags = ["ending"]
[expect]
end = "crash SIGSEGV"
[[on]]
name = "says-so"
runtimes = ["deno"]
because = "Rust's runtime in Deno recognises a full stack, says so, and aborts"
end = "crash SIGABRT"
---*/
import { recurseWithoutEnd } from '#addon';

recurseWithoutEnd();
