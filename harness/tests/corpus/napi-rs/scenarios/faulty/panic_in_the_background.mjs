/*---
summary = "A background thread panics and nobody notices"
---*/
import { parseInTheBackground } from '#addon';

parseInTheBackground('seven', (n) => console.log(n)); // place: panic_in_the_background
console.log('started');
