/*---
summary = "A background thread parses, and nobody waits for it"
---*/
import { parseInTheBackground } from '#addon';

parseInTheBackground('7', () => {});
console.log('started');
