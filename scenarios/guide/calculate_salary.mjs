/*---
summary = "calculateSalary passes three arguments to its callback and returns the sum it computes"
shows = ["calculateSalary", "FnArgs"]
claim = "fn-args-for-multiple-arguments"
tags = ["guide", "sync"]
---*/
import { calculateSalary } from '#addon';

const total = calculateSalary(50000, (base, tax, dept) => {
  console.log(`Department: ${dept}`);
  return base - tax + (dept === 'Engineering' ? 5000 : 0);
});
console.log(total);
