/*---
summary = "scheduleNotification throws at once for a value that cannot be referenced, and rejects later for an object that is not callable"
shows = ["scheduleNotification", "storeCallback", "Function::create_ref"]
tags = ["timers", "not-a-function"]
[[on]]
name = "refers-to-anything"
runtimes = ["deno"]
because = "Deno's napi_create_reference takes what is no object, so that only the call fails"
---*/
import { scheduleNotification, storeCallback } from '#addon';

for (const callback of [undefined, null, 42, 'text', {}]) {
  console.log('callback:', callback);
  try {
    console.log('  storeCallback returned', storeCallback(callback));
  } catch (error) {
    console.log('  storeCallback threw', `${error.code}: ${error.message}`);
  }
  let notified;
  try {
    notified = scheduleNotification(0, callback);
  } catch (error) {
    console.log('  scheduleNotification threw', `${error.code}: ${error.message}`);
  }
  await notified?.catch((error) => {
    console.log('  scheduleNotification rejected', `${error.code}: ${error.message}`);
  });
}
