/*---
summary = "fetchUserProfile awaits the promise that its callback returns and adds to the value"
shows = ["fetchUserProfile", "ThreadsafeFunction::call_async", "Promise"]
claim = "supports-async-await"
tags = ["guide", "async"]
---*/
import { fetchUserProfile } from '#addon';
import { sleep } from '#harness';

const database = {
  async getUser(userId) {
    console.log(`looking for ${userId}`);
    await sleep(200);
    return { name: 'John Doe' };
  },
};

const profile = await fetchUserProfile(123, async (err, userId) => {
  if (err) throw err;
  const data = await database.getUser(userId);
  return data.name;
});
console.log(profile);
