/*---
summary = "processUserData hands the name in upper case to its callback and returns the callback's answer"
shows = ["processUserData", "Function::call"]
claim = "called-in-the-same-scope"
tags = ["guide", "sync"]
---*/
import { processUserData } from '#addon';

const result = processUserData('alice', (name) => `Hello, ${name}!`);
console.log(result);
