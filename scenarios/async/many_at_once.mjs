/*---
summary = "Many concurrent fetches each get their own profile, whichever arrives first"
shows = ["fetchUserProfile", "ThreadsafeFunction::call_async"]
tags = ["async", "many"]
---*/
import { fetchUserProfile } from '#addon';

// Nobody is answered before all have asked, and then in reverse.
const asked = [];
function lookUp(err, userId) {
  return new Promise((resolve) => {
    asked.push(() => resolve(`name of ${userId}`));
    if (asked.length === 100) asked.reverse().forEach((answer) => answer());
  });
}

const userIds = Array.from({ length: 100 }, (_, userId) => userId);
const profiles = await Promise.all(userIds.map((userId) => fetchUserProfile(userId, lookUp)));

console.log(profiles[0]);
console.log(profiles[99]);
console.log(
  'each its own:',
  profiles.every((profile, userId) => profile === `Enhanced: name of user_${userId}`),
);
