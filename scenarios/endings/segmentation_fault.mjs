/*---
summary = "Native code that reads where nothing is dies of SIGSEGV"
shows = ["readFromNowhere"]
tags = ["ending"]
[expect]
end = "crash SIGSEGV"
---*/
import { readFromNowhere } from '#addon';

readFromNowhere();
