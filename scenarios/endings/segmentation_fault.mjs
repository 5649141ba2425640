/*---
summary = "Native code that reads unmapped memory dies of SIGSEGV"
shows = ["readFromNowhere"]
tags = ["ending"]
[expect]
end = "crash SIGSEGV"
---*/
import { readFromNowhere } from '#addon';

readFromNowhere();
