/*---
summary = "The guide's usage of fetchUserProfile type-checks once its database is declared, which gives a user with a name"
shows = ["fetchUserProfile"]
tags = ["guide", "types", "async"]
[expect]
end = "types"
---*/
import { fetchUserProfile } from '#addon';

declare const database: { getUser(id: string): Promise<{ name: string }> };

// Word for word as the guide has it.
const profile = await fetchUserProfile(123, async (err, userId) => {
  if (err) throw err;
  // Simulate async database fetch
  const data = await database.getUser(userId);
  return data.name;
});
console.log(profile); // Output: "Enhanced: John Doe"
