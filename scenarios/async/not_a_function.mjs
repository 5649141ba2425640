/*---
summary = "fetchUserProfile is an async fn, but arguments that cannot be converted make it throw instead of reject"
shows = ["fetchUserProfile"]
tags = ["async", "not-a-function", "arguments"]
---*/
import { fetchUserProfile } from '#addon';

const calls = [
  () => fetchUserProfile(),
  () => fetchUserProfile(123),
  () => fetchUserProfile(123, 42),
  () => fetchUserProfile(123, {}),
  () => fetchUserProfile('123', async () => 'John Doe'),
];

for (const call of calls) {
  try {
    const promise = call();
    await promise.catch((error) => console.log('rejected', `${error.code}: ${error.message}`));
  } catch (error) {
    console.log('threw', `${error.code}: ${error.message}`);
  }
}

console.log(await fetchUserProfile(123, async (...args) => `${args}`, 'an extra'));
