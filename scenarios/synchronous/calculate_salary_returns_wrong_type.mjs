/*---
summary = "calculateSalary throws NumberExpected if its callback does not return a number; NaN counts as one"
shows = ["calculateSalary", "Function::call"]
tags = ["sync", "wrong-type"]
---*/
import { calculateSalary } from '#addon';

for (const answer of [undefined, null, '45000', 45000n, true, {}, NaN, Infinity]) {
  try {
    console.log(
      answer,
      '->',
      calculateSalary(50000, () => answer),
    );
  } catch (error) {
    console.log(answer, '->', `${error.code}: ${error.message}`);
  }
}
