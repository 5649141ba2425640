/*---
summary = "A promise that never settles keeps the process alive forever: fetchUserProfile keeps waiting for it"
shows = ["fetchUserProfile", "Promise"]
tags = ["async", "exit"]
timeout = "5s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
---*/
import { fetchUserProfile } from '#addon';

const never = new Promise(() => {});
fetchUserProfile(123, (err, userId) => {
  console.log(`looking for ${userId}`);
  return never;
});
