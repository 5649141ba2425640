/*---
summary = "What a notification's callback throws rejects the promise, with the same object if it is an Error"
shows = ["scheduleNotification", "FunctionRef::borrow_back"]
tags = ["timers", "throws"]
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
    console.log('  rejected with:', caught.code, caught.message);
  }
}
