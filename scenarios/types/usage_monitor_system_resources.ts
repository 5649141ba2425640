/*---
summary = "The guide's usage of monitorSystemResources type-checks as it stands"
shows = ["monitorSystemResources"]
tags = ["guide", "types"]
[expect]
end = "types"
---*/
import { monitorSystemResources } from '#addon';

// Word for word as the guide has it.
monitorSystemResources((err, cpuUsage) => {
  if (err) {
    console.error("Error:", err);
    return;
  }
  console.log(`CPU Usage: ${cpuUsage}%`);
});
