/*---
summary = "A thread parses a number"
---*/
import { parseOnThread } from '#addon';

console.log(parseOnThread('7'));
