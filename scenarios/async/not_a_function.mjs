/*---
summary = "fetchUserProfile is an async fn, but arguments that cannot be converted make it throw instead of reject"
shows = ["fetchUserProfile"]
tags = ["async", "not-a-function", "arguments"]
[[on]]
name = "takes-anything"
runtimes = ["bun"]
because = "Bun's napi_create_threadsafe_function takes what is no function there, and only its calls fail, as uncaught exceptions"
end = "uncaught"
[[on]]
name = "function-expected"
runtimes = ["deno"]
because = "Deno answers napi_function_expected where Node.js answers napi_invalid_arg, and its napi_get_value_uint32 takes what is no number"
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
