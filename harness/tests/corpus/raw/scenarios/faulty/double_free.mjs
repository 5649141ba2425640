/*---
summary = "A file is closed twice"
---*/
import { close, open } from '#addon';

const file = open();
close(file);
close(file); // place: double_free
