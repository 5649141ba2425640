/*---
summary = "A promise is rejected with undefined and handled"
---*/
Promise.reject(undefined).catch((reason) => console.log('caught', reason));
