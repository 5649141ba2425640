/*---
summary = "A delay must be a number and is truncated to 32 bits: 2 ** 32 milliseconds become 0"
shows = ["scheduleNotification"]
tags = ["timers", "arguments"]
[[on]]
name = "refers-to-anything"
runtimes = ["deno"]
because = "Deno's napi_get_value_uint32 takes what is no number, and its napi_create_reference what is no object, so that a promise is rejected that nobody handles"
end = "uncaught"
---*/
import { scheduleNotification } from '#addon';
import { mustCall } from '#harness';

for (const delay of [undefined, null, '100', 100n, {}]) {
  try {
    scheduleNotification(delay, () => {});
  } catch (error) {
    console.log(delay, '->', `${error.code}: ${error.message}`);
  }
}

// Had it not been cut, the last of these would take 49 days.
for (const delay of [NaN, 0.9, 2 ** 32]) {
  await scheduleNotification(delay, mustCall());
  console.log(delay, '-> notified');
}

await scheduleNotification(0, (...args) => console.log('the callback gets', args), 'an extra');

try {
  scheduleNotification(0);
} catch (error) {
  console.log('no callback ->', `${error.code}: ${error.message}`);
}
