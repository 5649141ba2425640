/*---
summary = "Native code that recurses without end dies of SIGSEGV at the end of its stack"
shows = ["recurseWithoutEnd"]
tags = ["ending"]
[expect]
end = "crash SIGSEGV"
---*/
import { recurseWithoutEnd } from '#addon';

recurseWithoutEnd();
