/*---
summary = "A hang that is looked at again, with the probe and a debugger"
---*/
import { askAndWait } from '#addon';

askAndWait('why?', () => 'so');
