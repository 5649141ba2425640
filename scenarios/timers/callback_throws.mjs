/*---
summary = "What a notification's callback throws rejects the promise, with the same object if it is an Error"
shows = ["scheduleNotification", "FunctionRef::borrow_back"]
tags = ["timers", "throws"]
[[on]]
name = "refers-to-anything"
runtimes = ["deno"]
because = "Deno's napi_create_reference takes what is no object, so that the value that was thrown comes back itself"
---*/
import { scheduleNotification } from '#addon';

const error = new RangeError('not now');
for (const thrown of [error, 'a string', undefined]) {
  try {
    await scheduleNotification(0, () => {
      throw thrown;
    });
  } catch (caught) {
    console.log('thrown:', thrown instanceof Error ? thrown.message : thrown);
    console.log('  rejected with the same:', caught === thrown);
    console.log('  rejected with:', caught?.code, caught?.message);
  }
}
