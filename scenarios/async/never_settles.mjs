/*---
summary = "A promise that never settles holds the process for ever: fetchUserProfile goes on waiting for it"
shows = ["fetchUserProfile", "Promise"]
tags = ["async", "exit"]
[expect]
end = "hang"
---*/
import { fetchUserProfile } from '#addon';

const never = new Promise(() => {});
fetchUserProfile(123, (err, userId) => {
  console.log(`looking for ${userId}`);
  return never;
});
