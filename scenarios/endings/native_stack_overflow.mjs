/*---
summary = "Native code that recurses endlessly overflows its stack and dies of SIGSEGV"
shows = ["recurseWithoutEnd"]
tags = ["ending"]
[expect]
end = "crash SIGSEGV"
---*/
import { recurseWithoutEnd } from '#addon';

recurseWithoutEnd();
