/*---
summary = "A crash that is looked at again, with the probe and in a debugger"
---*/
import { readFromNowhere } from '#addon';

readFromNowhere();
