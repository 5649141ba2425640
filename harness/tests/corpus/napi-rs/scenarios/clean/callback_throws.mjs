/*---
summary = "A callback from a thread catches what it throws"
---*/
import { callLater } from '#addon';

callLater(() => {
  try {
    throw new TypeError('the callback is not prepared for this');
  } catch (error) {
    console.log('caught', error.message);
  }
}, 10);
