/*---
summary = "processUserData hands the name in upper case to its callback and returns the callback's answer"
shows = ["processUserData", "Function::call"]
claim = "Part 1: console.log(result); // Output: \"Hello, ALICE!\""
holds = "yes"
tags = ["guide", "sync"]
---*/
import { processUserData } from '#addon';

const result = processUserData('alice', (name) => `Hello, ${name}!`);
console.log(result);
