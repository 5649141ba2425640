/*---
summary = "The guide's usage of processUserData type-checks as it stands"
shows = ["processUserData"]
tags = ["guide", "types"]
[expect]
end = "types"
---*/
import { processUserData } from '#addon';

// Word for word as the guide has it.
const result = processUserData("alice", (name) => `Hello, ${name}!`);
console.log(result); // Output: "Hello, ALICE!"
