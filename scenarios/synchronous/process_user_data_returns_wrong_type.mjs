/*---
summary = "processUserData throws StringExpected, naming the actual type, if its callback does not return a string"
shows = ["processUserData", "Function::call"]
tags = ["sync", "wrong-type"]
---*/
import { processUserData } from '#addon';

for (const answer of [undefined, null, 42, 7n, true, {}, ['Hello'], Promise.resolve('Hello')]) {
  try {
    console.log(
      answer,
      '->',
      processUserData('alice', () => answer),
    );
  } catch (error) {
    console.log(answer, '->', `${error.code}: ${error.message}`);
  }
}
