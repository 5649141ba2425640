/*---
summary = "When nobody handles the rejection of fetchUserProfile the process ends with the callback's error"
shows = ["fetchUserProfile"]
tags = ["async", "throws"]
[expect]
end = "uncaught"
---*/
import { fetchUserProfile } from '#addon';

fetchUserProfile(123, async (err, userId) => {
  console.log(`looking for ${userId}`);
  throw new Error(`no such user: ${userId}`);
});
