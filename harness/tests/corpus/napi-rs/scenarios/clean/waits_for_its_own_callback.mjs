/*---
summary = "The answer of a callback comes by another callback"
---*/
import { ask } from '#addon';

ask((n) => n + 1, (answer) => console.log(answer));
