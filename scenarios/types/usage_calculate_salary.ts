/*---
summary = "The guide's usage of calculateSalary type-checks as it stands"
shows = ["calculateSalary"]
tags = ["guide", "types"]
[expect]
end = "types"
---*/
import { calculateSalary } from '#addon';

// Word for word as the guide has it.
const total = calculateSalary(50000, (base, tax, dept) => {
  console.log(`Department: ${dept}`);
  return base - tax + (dept === "Engineering" ? 5000 : 0);
});
console.log(total); // Output: 45000
