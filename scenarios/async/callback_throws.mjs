/*---
summary = "Whatever fetchUserProfile's callback throws, or its promise rejects with, rejects the call"
shows = ["fetchUserProfile", "ThreadsafeFunction::call_async", "Promise"]
tags = ["async", "throws"]
---*/
import { fetchUserProfile } from '#addon';

const error = new TypeError('no such user');
const object = { reason: 'no such user' };
for (const thrown of [error, 'a string', undefined, object]) {
  const callbacks = {
    'throws at once': () => {
      throw thrown;
    },
    rejects: async () => {
      throw thrown;
    },
  };
  for (const [how, callback] of Object.entries(callbacks)) {
    try {
      await fetchUserProfile(123, callback);
    } catch (caught) {
      const what = thrown instanceof Error ? thrown.message : thrown;
      console.log(how, what, '-> the same value:', caught === thrown);
    }
  }
}
