/*---
summary = "A promise is rejected with undefined and nobody handles it"
---*/
Promise.reject(undefined); // place: rejection_without_an_error
